import type { DateTime } from 'luxon';
import type { MembersResult } from 'rollcall';
import {
	addDays,
	addJoined,
	type GrowthBucket,
	type GrowthStore,
	type GrowthUnit,
	lastBuckets,
} from '../growth/index.js';
import type { Localiser } from '../localisation/index.js';
import type { Answer } from './Command.js';
import { describeList } from './membersCount.js';
import { membersTexts } from './membersTexts.js';

const LINES: Readonly<Record<GrowthUnit, number>> = { day: 14, week: 12, month: 12 };

/** What a table of growth is made from. */
export interface GrowthQuestion {
	readonly guildId: string;
	readonly unit: GrowthUnit;
	readonly today: DateTime<true>;
	readonly signal: AbortSignal;
}

/**
 * Who joined and left over time: of the members of today, when they joined; and what was counted while the bot ran, because
 * of those who have left again nobody else knows.
 */
export async function showGrowth(
	{ guildId, unit, today, signal }: GrowthQuestion,
	result: MembersResult,
	store: GrowthStore,
	t: Localiser,
): Promise<Answer> {
	const buckets = lastBuckets(today, unit, LINES[unit]);
	await addJoined(buckets, result.roster.rows(), signal);
	addDays(buckets, store.days(guildId, buckets[0]?.day ?? ''));
	const since = store.since(guildId) ?? today.toISODate();
	const lines = buckets.map((bucket, index) => line(bucket, isCounted(buckets[index + 1], since), t));
	const table = ['```', t(membersTexts.growthHead), ...lines, '```'].join('\n');
	const description = `${table}\n${t(membersTexts.growthLegend, { since })}`;
	return { content: describeList(t, result), embeds: [{ title: t(membersTexts.growthTitle), description }] };
}

/** Whether the bot counted in any part of the bucket before this next one. */
function isCounted(next: GrowthBucket | undefined, since: string): boolean {
	return next === undefined || next.day > since;
}

function line({ day, stillHere, joins, leaves }: GrowthBucket, counted: boolean, { locale }: Localiser): string {
	const numbers = new Intl.NumberFormat(locale);
	const cell = (count: number, width: number) => (counted ? numbers.format(count) : '–').padStart(width);
	return `${day} ${numbers.format(stillHere).padStart(12)}${cell(joins, 10)}${cell(leaves, 10)}`;
}

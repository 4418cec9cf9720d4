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
import type { Answer } from '../interfaces/Command.js';
import type { Localiser } from '../localisation/index.js';
import { describeList } from './membersCount.js';
import { membersTexts } from './membersTexts.js';

const LINES: Readonly<Record<GrowthUnit, number>> = { day: 14, week: 12, month: 12 };

/** The data of a growth table. */
export interface GrowthQuestion {
	readonly guildId: string;
	readonly unit: GrowthUnit;
	readonly today: DateTime<true>;
	/** Counts current members by their join date, once for everyone that asks for the same table. */
	countJoined(what: string, count: (signal: AbortSignal) => Promise<readonly number[]>): Promise<readonly number[]>;
}

/**
 * Joins and leaves over time: the join dates of current members, and what the bot counted while it ran, since nobody
 * else knows of members that left again.
 */
export async function showGrowth(
	{ guildId, unit, today, countJoined }: GrowthQuestion,
	result: MembersResult,
	store: GrowthStore,
	t: Localiser,
): Promise<Answer> {
	const buckets = lastBuckets(today, unit, LINES[unit]);
	const counts = await countJoined(`growth ${unit} ${today.toISO()}`, async (signal) => {
		const counted = lastBuckets(today, unit, LINES[unit]);
		await addJoined(counted, result.roster.rows(), signal);
		return counted.map(({ stillHere }) => stillHere);
	});
	for (const [index, bucket] of buckets.entries()) bucket.stillHere = counts[index] ?? 0;
	addDays(buckets, store.days(guildId, buckets[0]?.day ?? ''));
	const since = store.since(guildId) ?? today.toISODate();
	const lines = buckets.map((bucket, index) => line(bucket, isCounted(buckets[index + 1], since), t));
	const table = ['```', t(membersTexts.growthHead), ...lines, '```'].join('\n');
	const description = `${table}\n${t(membersTexts.growthLegend, { since })}`;
	return { content: describeList(t, result), embeds: [{ title: t(membersTexts.growthTitle), description }] };
}

/** Whether the bot counted during any part of the bucket that ends where the next one begins. */
function isCounted(next: GrowthBucket | undefined, since: string): boolean {
	return next === undefined || next.day > since;
}

function line({ day, stillHere, joins, leaves }: GrowthBucket, counted: boolean, { locale }: Localiser): string {
	const numbers = new Intl.NumberFormat(locale);
	const cell = (count: number, width: number) => (counted ? numbers.format(count) : '–').padStart(width);
	return `${day} ${numbers.format(stillHere).padStart(12)}${cell(joins, 10)}${cell(leaves, 10)}`;
}

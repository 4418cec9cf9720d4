import { setTimeout } from 'node:timers/promises';
import type { Found, Side } from '../sides/Side.js';
import type { GuildTarget } from '../sides/Target.js';
import type { Measurements, Missing } from './Measurements.js';
import { startTiming } from './startTiming.js';

/** Milliseconds after which a second call counts as not answered: a list in hand takes none, a refusal a few. */
const SECOND_CALL_DEADLINE_MS = 10_000; // only against what never answers

/** The answers of the calls after the fetch, and their cost. */
export interface MeasuredReads {
	/** The number of members that the second call gave, if it gave any. */
	readonly secondCount: number | undefined;
	/** Ids that were looked up and not found. */
	readonly unfound: readonly string[];
	readonly roleSize: number;
	readonly nicknamed: number;
	readonly measurements: Pick<Measurements, 'secondCallMs' | 'lookupUs' | 'roleMs' | 'filterMs'>;
}

/** Measures what a bot does with the list that it has. */
export async function measureReads(side: Side, guild: GuildTarget): Promise<MeasuredReads> {
	const second = await timed(() => callAgain(side, guild.id));
	const lookups = await timed(() => lookUpAll(side, guild));
	const role = await timed(() => side.countRole(guild.id, guild.roleId));
	const filter = await timed(() => side.countNicknamed(guild.id));
	const answered = typeof second.value === 'number';
	return {
		secondCount: answered ? (second.value as number) : undefined,
		unfound: lookups.value ?? [],
		roleSize: role.value,
		nicknamed: filter.value,
		measurements: {
			secondCallMs: answered ? second.ms : (second.value as Missing),
			lookupUs: lookups.value ? (lookups.ms * 1000) / guild.lookupIds.length : 'n/a',
			roleMs: role.ms,
			filterMs: filter.ms,
		},
	};
}

/** The same call once more: the count that it gives, or why it gives none. */
function callAgain(side: Side, guildId: string): Promise<number | Missing> {
	const refused = () => 'refused' as const;
	return Promise.race([
		side.fetchAll(guildId).catch(refused),
		setTimeout(SECOND_CALL_DEADLINE_MS, 'no answer' as const),
	]);
}

/** Looks all of them up; gives the ids that were not found, or nothing if the side has no look-up. */
async function lookUpAll(side: Side, { id: guildId, lookupIds }: GuildTarget): Promise<string[] | undefined> {
	if (!side.lookUp) return undefined;
	const unfound: string[] = [];
	for (const id of lookupIds) {
		const found = side.lookUp(guildId, id);
		const member = found instanceof Promise ? await found : found;
		if (!member || idOf(member) !== id) unfound.push(id);
	}
	return unfound;
}

function idOf(found: Found): string {
	return 'id' in found ? found.id : found.user.id;
}

async function timed<T>(run: () => T | Promise<T>): Promise<{ value: T; ms: number }> {
	const time = startTiming();
	const given = run();
	const value = given instanceof Promise ? await given : given;
	return { value, ms: time() };
}

import type { Collection, GuildMember } from 'discord.js';
import { hashOf } from '../checking/sumOf.js';
import type { GuildTarget } from '../sides/Target.js';
import type { Measurements } from './Measurements.js';
import { settle } from './settle.js';
import { startTiming } from './startTiming.js';

/** Members that the bot holds, and how often it asks for each. */
const HELD = 1_000;
const HELD_ROUNDS = 20;

/** How `cache.get` did. */
export interface MeasuredGets {
	/** Gets that gave nobody, somebody else, or another object than the one that is held. */
	readonly wrong: number;
	/** What was read of the members that were looked up, as a sum. */
	readonly readSum: number;
	readonly measurements: Pick<Measurements, 'getColdUs' | 'getReadUs' | 'getHeldUs'>;
}

type Members = Pick<Collection<string, GuildMember>, 'get'>;

/** Measures `cache.get` of members that nobody holds, with and without reading them, and of members that are held. */
export async function measureGets(members: Members, { lookupIds }: GuildTarget): Promise<MeasuredGets> {
	await settle();
	const cold = timeEach(splitIds(lookupIds).cold, (id) => (members.get(id)?.id === id ? 0 : 1));
	await settle();
	const read = timeEach(splitIds(lookupIds).read, (id) => {
		const member = members.get(id);
		return member ? readingOf(member) : 0;
	});
	await settle();
	const held = getHeld(members, lookupIds.slice(0, HELD));
	const measurements = { getColdUs: cold.us, getReadUs: read.us, getHeldUs: held.us };
	return { wrong: cold.sum + held.sum, readSum: read.sum, measurements };
}

/** The halves of the ids: each member is looked up once. */
export function splitIds(ids: readonly string[]): { cold: readonly string[]; read: readonly string[] } {
	const half = Math.floor(ids.length / 2);
	return { cold: ids.slice(0, half), read: ids.slice(half) };
}

/** Name, flags and tag, as a number. */
function readingOf({ displayName, flags, user }: GuildMember): number {
	return sumReading({ name: displayName, flags: flags.bitfield, userFlags: user.flags?.bitfield ?? 0, tag: user.tag });
}

/** The same of any member, so that the world can be asked. */
export function sumReading(of: { name: string; flags: number; userFlags: number; tag: string }): number {
	return of.name.length + hashOf(of.tag) + of.flags + of.userFlags;
}

function getHeld(members: Members, ids: readonly string[]): { us: number; sum: number } {
	const held = ids.map((id) => [id, members.get(id)] as const);
	const rounds = Array.from({ length: HELD_ROUNDS }, () => held).flat();
	return timeEach(rounds, ([id, member]) => (member && members.get(id) === member ? 0 : 1));
}

function timeEach<Item>(items: readonly Item[], run: (item: Item) => number): { us: number; sum: number } {
	let sum = 0;
	const time = startTiming();
	for (const item of items) sum += run(item);
	return { us: (time() * 1000) / items.length, sum };
}

import type { MeasurementName } from '../measuring/Measurements.js';
import type { ReadName, Surface } from '../measuring/Reads.js';
import type { SideName } from '../sides/index.js';
import { readTitles } from './readRows.js';

/** The size of a world that goals are for: members of one guild, or the many small guilds. */
export type GoalSize = 10_000 | 100_000 | 1_000_000 | 'small guilds';

/** The largest figure that reaches a goal, by size. No goal is for a size that is left out. */
export type Limits = { readonly [Size in GoalSize]?: number };

/** A number that the service is to reach. */
export interface Goal {
	readonly title: string;
	readonly side: SideName;
	readonly name: MeasurementName;
	/** The measurement of discord.js that it is compared with, as a ratio; left out if the limit is a figure of its own. */
	readonly times?: MeasurementName;
	readonly limits: Limits;
}

const CACHES: SideName = 'service-roster-cache';
const LEAN: SideName = 'service-lean';
const STANDALONE: SideName = 'service-standalone';

const everySize = (limit: number): Limits => ({ 10000: limit, 100000: limit, 1000000: limit });

/** Compared with the same of discord.js. */
function times(title: string, name: MeasurementName, limits: Limits, side = CACHES): Goal {
	return { title, side, name, times: name, limits };
}

/** A figure of its own. */
function most(title: string, name: MeasurementName, limits: Limits, side = CACHES): Goal {
	return { title, side, name, limits };
}

/** A question over all members, the first time and later. */
function reads(surface: Surface, read: ReadName, later: Limits, first?: Limits): Goal[] {
	const title = read === 'roleMembers' ? readTitles[read] : `${readTitles[read]}, ${surface}`;
	const goal = (call: 'first' | 'later', limits: Limits): Goal => ({
		title: `${title}, ${call === 'first' ? 'first call' : 'later calls'}`,
		side: CACHES,
		name: `${surface}.${read}.${call}`,
		times: `cache.${read}.${call}`,
		limits,
	});
	return [goal('later', later), ...(first ? [goal('first', first)] : [])];
}

const LATER: Limits = { 10000: 2, 100000: 2, 1000000: 2.5 };
const FIRST = everySize(4);

/** The goals of the service. Rows of one title are for several sides. */
export const goals: readonly Goal[] = [
	times('bytes a member', 'bytesPerMember', { 10000: 0.2, 100000: 0.13, 1000000: 0.13, 'small guilds': 0.25 }),
	times('bytes a member after every read', 'bytesAfterReads', { 10000: 0.2, 100000: 0.15, 1000000: 0.13 }),
	most('bytes a member, in bytes', 'bytesPerMember', everySize(100), LEAN),
	most('bytes a member, in bytes', 'bytesPerMember', everySize(100), STANDALONE),
	most('bytes held, but not reported', 'unreportedShare', { ...everySize(0.1), 'small guilds': 0.1 }),
	times('CPU of a full fetch', 'cpuMs', { 10000: 1.2, 100000: 0.75, 1000000: 0.7, 'small guilds': 1 }),
	times('CPU of a full fetch', 'cpuMs', { 10000: 0.9, 100000: 0.5, 1000000: 0.45 }, STANDALONE),
	...reads('cache', 'nickname', LATER, FIRST),
	...reads('cache', 'role', LATER, FIRST),
	...reads('cache', 'bot', LATER, FIRST),
	...reads('cache', 'names', LATER, FIRST),
	...reads('cache', 'flags', LATER, FIRST),
	...reads('answer', 'nickname', LATER, FIRST),
	...reads('answer', 'role', LATER, FIRST),
	...reads('answer', 'bot', LATER, FIRST),
	...reads('answer', 'names', LATER, FIRST),
	...reads('answer', 'flags', LATER, FIRST),
	...reads('cache', 'roleMembers', everySize(2), everySize(2)),
	times('cache.get', 'getColdUs', everySize(3)),
	times('cache.get, and name, flags and tag', 'getReadUs', everySize(3)),
	most('cache.get of a member who is held, in µs', 'getHeldUs', everySize(1)),
	most('users.cache.get of a stranger, in µs', 'missUs', { 'small guilds': 5 }),
	times('10,000 member updates with a listener', 'listenedCpuMs', everySize(1.5)),
	times('longest stall of a fetch', 'stallMs', everySize(1)),
	times('longest stall of a fetch', 'stallMs', everySize(1), STANDALONE),
	most('longest stall of a fetch, in ms', 'stallMs', { 1000000: 100 }),
	most('longest stall of a fetch, in ms', 'stallMs', { 1000000: 100 }, STANDALONE),
	most('longest stall of a stream, in ms', 'streamStallMs', everySize(100)),
	most('longest stall of fetchMembersWithFilter, in ms', 'filterStallMs', everySize(100)),
	times('peak heap of a fetch', 'peakHeapMb', { 100000: 0.6, 1000000: 0.3 }),
	times('peak heap of a full walk', 'walkPeakMb', { 100000: 0.6, 1000000: 0.5 }),
	most('second call, in ms', 'secondCallMs', everySize(1)),
	most('lookup by id, in µs', 'lookupUs', everySize(20)),
	most('fetchRoleMembers, in ms', 'roleMs', { 100000: 1, 1000000: 5 }),
];

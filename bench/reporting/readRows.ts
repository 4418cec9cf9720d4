import type { MeasurementName } from '../measuring/Measurements.js';
import type { ReadName, Surface } from '../measuring/Reads.js';
import type { SideName } from '../sides/index.js';

/** The questions over all members, as tables call them. */
export const readTitles: Readonly<Record<ReadName, string>> = {
	nickname: 'filter by nickname',
	role: 'filter by role',
	bot: 'filter by bot',
	names: 'map of names',
	flags: 'walk of flags',
	roleMembers: 'role.members',
};

/** Somebody's code over one list: a column of the tables of reads. */
export interface Reader {
	readonly title: string;
	readonly side: SideName;
	readonly surface: Surface;
}

/** What every reader is compared with: the caches that discord.js has by default. */
export const OBJECTS: Reader = { title: 'discord.js: cache', side: 'discord.js', surface: 'cache' };

/** Every reader, in the order of the tables. */
export const readers: readonly Reader[] = [
	OBJECTS,
	{ title: 'rollcall as the caches: cache', side: 'service-roster-cache', surface: 'cache' },
	{ title: 'as the caches: answer', side: 'service-roster-cache', surface: 'answer' },
	{ title: 'beside default caches: answer', side: 'service', surface: 'answer' },
	{ title: 'lean: answer', side: 'service-lean', surface: 'answer' },
	{ title: 'standalone: records', side: 'service-standalone', surface: 'answer' },
];

/** Each question as it is asked the first time, and later. */
export const readRows = (Object.keys(readTitles) as ReadName[]).flatMap((read) =>
	(['first', 'later'] as const).map((call) => ({
		title: `${readTitles[read]}, ${call === 'first' ? 'first call' : 'later calls'}`,
		nameFor: (surface: Surface): MeasurementName => `${surface}.${read}.${call}`,
	})),
);

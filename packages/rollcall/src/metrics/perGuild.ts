import type { GuildCacheStats } from '../interfaces/FetchStatistics.js';
import type { Series } from './Definition.js';
import type { Snapshot } from './Snapshot.js';

/** The label of the guilds that have no label of their own. It is no id. */
const OTHERS = 'other';

type Together = (values: readonly number[]) => number;

export const sum: Together = (values) => values.reduce((total, value) => total + value, 0);
export const oldest: Together = (values) => values.reduce((most, value) => Math.max(most, value), 0);

/** How far a list that is kept true is from Discord's count. A stale list has changes that nobody has told us of. */
export function driftOf({ status, members, expectedCount = members }: GuildCacheStats): number {
	return status === 'complete' ? Math.abs(members - expectedCount) : 0;
}

/** A figure of the largest guilds, and of all others together; of all guilds together if none has a label. */
export function perGuild(
	{ cache, guildLabels }: Pick<Snapshot, 'cache' | 'guildLabels'>,
	figure: (guild: GuildCacheStats) => number,
	together: Together,
): Series[] {
	if (guildLabels === 0) return [[{}, together(cache.guilds.map(figure))]];
	const largest = [...cache.guilds].sort((a, b) => b.members - a.members || (a.guildId < b.guildId ? -1 : 1));
	const others = largest.splice(guildLabels);
	const labelled = largest.map((guild): Series => [{ guild: guild.guildId }, figure(guild)]);
	return others.length === 0 ? labelled : [...labelled, [{ guild: OTHERS }, together(others.map(figure))]];
}

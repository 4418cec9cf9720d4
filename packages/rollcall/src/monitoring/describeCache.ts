import type { CacheConfig } from '../config/MemberFetchConfig.js';
import type { CacheStats, FetchStatistics, GuildCacheStats } from '../interfaces/FetchStatistics.js';
import type { IClock } from '../interfaces/IClock.js';
import type { HeldRoster } from '../roster/HeldRosters.js';

/** Describes what is held, for all guilds or for one. */
export function describeCache(
	held: readonly HeldRoster[],
	{ cacheHits, totalRequests }: Pick<FetchStatistics, 'cacheHits' | 'totalRequests'>,
	{ maxBytes }: Pick<CacheConfig, 'maxBytes'>,
	clock: IClock,
	guildId?: string,
): CacheStats {
	const chosen = held.filter((entry) => guildId === undefined || entry.guildId === guildId);
	const guilds = chosen.map((entry) => describeGuild(entry, clock));
	const times = guilds.map(({ fetchedAt }) => fetchedAt);
	return {
		size: guilds.length,
		members: guilds.reduce((sum, { members }) => sum + members, 0),
		hitRate: totalRequests === 0 ? 0 : cacheHits / totalRequests,
		...(times.length > 0 && { oldestEntry: Math.min(...times), newestEntry: Math.max(...times) }),
		bytes: guilds.reduce((sum, { bytes }) => sum + bytes, 0),
		maxBytes,
		guilds,
	};
}

function describeGuild(held: HeldRoster, clock: IClock): GuildCacheStats {
	const { guildId, roster, isTrue, vouchedAt, memberCount: expectedCount } = held;
	const { size: members, bytes, fetchedAt } = roster;
	const toWall = (moment: number) => Math.round(clock.wallNow() - (clock.now() - moment));
	return {
		guildId,
		members,
		bytes,
		status: isTrue ? 'complete' : 'stale',
		fetchedAt: toWall(fetchedAt),
		vouchedAt: toWall(vouchedAt),
		...(expectedCount !== undefined && { expectedCount }),
	};
}

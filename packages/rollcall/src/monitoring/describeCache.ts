import type { CacheConfig } from '../config/MemberFetchConfig.js';
import type { CacheStats, FetchStatistics, GuildCacheStats } from '../interfaces/FetchStatistics.js';
import type { IClock } from '../interfaces/IClock.js';
import type { HeldRoster } from '../roster/HeldRosters.js';

/**
 * Describes what is held, for all guilds or for one.
 *
 * @param cacheBytes - what the caches of clients take beside the rosters of the guilds
 */
export function describeCache(
	held: readonly HeldRoster[],
	{ cacheHits, totalRequests }: Pick<FetchStatistics, 'cacheHits' | 'totalRequests'>,
	{ maxBytes }: Pick<CacheConfig, 'maxBytes'>,
	clock: IClock,
	cacheBytes: number,
	guildId?: string,
): CacheStats {
	const chosen = held.filter((entry) => guildId === undefined || entry.guildId === guildId);
	const sinceEpoch = clock.wallNow() - clock.now();
	const guilds = chosen.map((entry) => describeGuild(entry, sinceEpoch));
	const times = guilds.map(({ fetchedAt }) => fetchedAt);
	return {
		size: guilds.length,
		members: guilds.reduce((sum, { members }) => sum + members, 0),
		hitRate: totalRequests === 0 ? 0 : cacheHits / totalRequests,
		...(times.length > 0 && { oldestEntry: Math.min(...times), newestEntry: Math.max(...times) }),
		bytes: guilds.reduce((sum, { bytes }) => sum + bytes, guildId === undefined ? cacheBytes : 0),
		maxBytes,
		guilds,
	};
}

/** @param sinceEpoch - what makes epoch ms of monotonic ms */
function describeGuild(held: HeldRoster, sinceEpoch: number): GuildCacheStats {
	const { guildId, roster, bytes, isTrue, vouchedAt, memberCount: expectedCount } = held;
	const described: GuildCacheStats = {
		guildId,
		members: roster.size,
		bytes,
		status: isTrue ? 'complete' : 'stale',
		fetchedAt: Math.round(sinceEpoch + roster.fetchedAt),
		vouchedAt: Math.round(sinceEpoch + vouchedAt),
	};
	return expectedCount === undefined ? described : Object.assign(described, { expectedCount });
}

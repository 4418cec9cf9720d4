import type { AnswerSource, RequestCount, RosterStatus } from './FetchMetadata.js';
import type { FetchProgress } from './FetchOptions.js';

/** The contents of the cache. */
export interface CacheStats {
	/** Guilds held. */
	readonly size: number;
	/** Members held. */
	readonly members: number;
	/** Share of calls since the last reset that memory answered, 0 to 1. */
	readonly hitRate: number;
	/** Epoch ms at which the oldest roster was fetched; absent if none is held. */
	readonly oldestEntry?: number;
	/** Epoch ms at which the newest roster was fetched; absent if none is held. */
	readonly newestEntry?: number;
	/**
	 * Bytes held. With `rosterCache()` they are more than those of the guilds together: the caches find users among all guilds,
	 * and keep those whose guilds have no list. If a client has several services, each counts the caches.
	 */
	readonly bytes: number;
	/** Most bytes that may be held: `cache.maxBytes`. */
	readonly maxBytes: number;
	/**
	 * Each guild held, the most recently used first (with `enableLRU: false` the newest); the last one is evicted next.
	 */
	readonly guilds: readonly GuildCacheStats[];
}

/** One guild whose roster is held. */
export interface GuildCacheStats {
	readonly guildId: string;
	readonly members: number;
	readonly bytes: number;
	/** `complete` if memory would answer a call at this moment. */
	readonly status: 'complete' | 'stale';
	/** Epoch ms at which the roster was fetched. */
	readonly fetchedAt: number;
	/** Epoch ms up to which the roster is known to be true. While it is kept true, that is at most a heartbeat ago. */
	readonly vouchedAt: number;
	/** Discord's own count of the members; absent while it is not known. */
	readonly expectedCount?: number;
}

/** How an answer ended: by its status, or `failed` if it has no list at all. */
export type AnswerEnd = RosterStatus | 'failed';

/** Numbers of answers by where they came from, and by how they ended. */
export type AnswerCounts = Readonly<Record<AnswerSource, Readonly<Record<AnswerEnd, number>>>>;

/** Figures of all calls since the last reset. Each one is counted, none is estimated. */
export interface FetchStatistics {
	readonly totalRequests: number;
	readonly successfulRequests: number;
	readonly failedRequests: number;
	readonly completeAnswers: number;
	readonly partialAnswers: number;
	readonly staleAnswers: number;
	readonly cacheHits: number;
	readonly joinedFetches: number;
	/** All answers, by source and outcome. */
	readonly answers: AnswerCounts;
	readonly roleCacheHits: number;
	readonly averageFetchTime: number;
	readonly averageRetryCount: number;
	readonly fallbackUsageCount: number;
	/** Requests sent to Discord. */
	readonly requests: Readonly<RequestCount>;
	/** Full requests that Discord refused with RATE_LIMITED, and REST calls that Discord answered with 429. */
	readonly refusals: Readonly<RequestCount>;
	/** Number of answers by error code. */
	readonly errors: Readonly<Record<string, number>>;
	/** Dispatches about members that came, by their name at Discord, such as `GUILD_MEMBER_ADD`. */
	readonly events: Readonly<Record<string, number>>;
	/** Lists that were evicted for lack of room. */
	readonly evictions: number;
	/** Writes that the store refused, because this process did not own the shard any more. They changed nothing. */
	readonly fencedWrites: number;
	/** Epoch ms at which the figures began. */
	readonly lastResetTime: number;
}

/** What a finding of the health report is about. */
export type HealthCode =
	| 'closed'
	| 'fetches_incomplete'
	| 'constant_eviction'
	| 'events_lost'
	| 'cache_full'
	| 'gate_refused'
	| 'gate_busy'
	| 'store_unreachable'
	| 'gate_saturated'
	| 'drift'
	| 'unverified'
	| 'calls_waiting';

/** One finding of the health report. */
export interface HealthFinding {
	/** What it is about, for programs. */
	readonly code: HealthCode;
	/** How bad it is; `healthy` for a limit that was reached, which is how limits work. */
	readonly level: HealthReport['status'];
	/** The same in words, with the figures and the cure. */
	readonly reason: string;
}

/** How the service is, judged by its last fetches, its cache and the rate limits. */
export interface HealthReport {
	readonly status: 'healthy' | 'degraded' | 'unhealthy';
	/**
	 * `full`: one more guild of the average size of those that are held would evict another. `error` is reserved: the cache is
	 * in memory and cannot fail today.
	 */
	readonly cacheStatus: 'healthy' | 'full' | 'error';
	readonly rateLimitStatus: 'normal' | 'throttled' | 'blocked';
	/** Epoch ms of the last complete answer that Discord was asked for. */
	readonly lastSuccessfulFetch?: number;
	readonly errorCount: number;
	/** The reasons against `healthy`, and limits that were reached. */
	readonly reasons: readonly string[];
	/** The same with codes: one for each of the reasons. */
	readonly findings: readonly HealthFinding[];
}

/** A fetch that runs. */
export interface ActiveOperation extends FetchProgress {
	readonly guildId: string;
	/** Callers that wait for it. */
	readonly callerCount: number;
}

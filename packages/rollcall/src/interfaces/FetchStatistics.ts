import type { RequestCount } from './FetchMetadata.js';
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
}

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
	readonly roleCacheHits: number;
	readonly averageFetchTime: number;
	readonly averageRetryCount: number;
	readonly fallbackUsageCount: number;
	/** Requests sent to Discord. */
	readonly requests: Readonly<RequestCount>;
	/** Full requests that Discord refused with RATE_LIMITED, and REST calls answered by 429. */
	readonly refusals: Readonly<RequestCount>;
	/** Number of answers by error code. */
	readonly errors: Readonly<Record<string, number>>;
	/** Epoch ms at which the figures began. */
	readonly lastResetTime: number;
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
}

/** A fetch that runs. */
export interface ActiveOperation extends FetchProgress {
	readonly guildId: string;
	/** Callers that wait for it. */
	readonly callerCount: number;
}

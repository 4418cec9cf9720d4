import type { RequestCount } from './FetchMetadata.js';
import type { FetchProgress } from './FetchOptions.js';

/** What the cache holds. */
export interface CacheStats {
	/** Guilds held. */
	readonly size: number;
	/** Members held. */
	readonly members: number;
	/** 0..1 over the calls since the last reset. */
	readonly hitRate: number;
	/** Epoch ms at which the oldest and newest roster was fetched. */
	readonly oldestEntry?: number;
	readonly newestEntry?: number;
	/** Bytes held. */
	readonly bytes: number;
	/** Bytes that may be held: `cache.maxBytes`. */
	readonly maxBytes: number;
	/** Each guild held, the most recently used first (with `enableLRU: false` the youngest): the last one is put out next. */
	readonly guilds: readonly GuildCacheStats[];
}

/** One guild whose roster is held. */
export interface GuildCacheStats {
	readonly guildId: string;
	readonly members: number;
	readonly bytes: number;
	/** `complete` where the next call would be answered from memory at this moment. */
	readonly status: 'complete' | 'stale';
	/** Epoch ms. */
	readonly fetchedAt: number;
}

/** Figures of all calls since the last reset. Each is counted, none estimated. */
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
	/** Count of answers by error code. */
	readonly errors: Readonly<Record<string, number>>;
	/** Epoch ms. */
	readonly lastResetTime: number;
}

/** How the service is, by its last fetch, its cache and the gates. */
export interface HealthReport {
	readonly status: 'healthy' | 'degraded' | 'unhealthy';
	/**
	 * `full`: one more guild of the average size of those that are held would evict another. `error` is reserved: the cache is
	 * in memory and cannot fail today.
	 */
	readonly cacheStatus: 'healthy' | 'full' | 'error';
	readonly rateLimitStatus: 'normal' | 'throttled' | 'blocked';
	/** Epoch ms. */
	readonly lastSuccessfulFetch?: number;
	readonly errorCount: number;
	/** What made the report other than healthy. */
	readonly reasons: readonly string[];
}

export interface ActiveOperation extends FetchProgress {
	readonly guildId: string;
	/** Callers waiting for it. */
	readonly callerCount: number;
}

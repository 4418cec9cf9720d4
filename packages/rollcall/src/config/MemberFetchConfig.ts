import type { MemberFields } from './memberFields.js';

/** Everything of the service that can be set. Times are milliseconds. */
export interface MemberFetchConfig {
	readonly cache: CacheConfig;
	readonly retry: RetryConfig;
	readonly rateLimit: RateLimitConfig;
	readonly timeouts: TimeoutConfig;
	readonly fallback: FallbackConfig;
	readonly monitoring: MonitoringConfig;
	/**
	 * What is kept of each member: `'all'`, which includes fields that Discord adds in the future, or a list of fields.
	 * Ids and roles are always kept, also with `[]`. A list replaces the one before, comes back in the order of
	 * `MEMBER_FIELDS` without repeats, and takes effect at the next fetch: what is held is dropped when it changes.
	 * @defaultValue 'all'
	 * @example ['nick', 'joined_at', 'user.username', 'user.bot']
	 */
	readonly fields: MemberFields;
}

/** Any part of a config, at any depth. A key that is absent or `undefined` keeps its value. */
export type ConfigPatch = {
	readonly [Key in keyof MemberFetchConfig]?: Patch<MemberFetchConfig[Key]> | undefined;
};
/** A section can be given in part, any other value only as a whole. */
type Patch<Value> = Value extends MemberFields ? Value : { readonly [Key in keyof Value]?: Value[Key] | undefined };

/** What the service remembers. */
export interface CacheConfig {
	/**
	 * Age in ms up to which a roster that nobody vouches for any more may be served as `stale`. A roster that is true
	 * has no age. From 0, which serves no stale list.
	 * @defaultValue 300000
	 */
	readonly defaultTTL: number;
	/** Guilds whose roster is kept, 1 or more; one more puts another out. @defaultValue 100 */
	readonly maxCacheSize: number;
	/**
	 * Bytes that all kept rosters may take together, a whole number from 1; the default is 1 GiB. Where they take more,
	 * rosters are put out until the others fit, when one is fetched and at each sweep. A roster that alone takes more is
	 * given to its callers and not kept. `Number.MAX_SAFE_INTEGER` is no bound.
	 * @defaultValue 1073741824
	 */
	readonly maxBytes: number;
	/** Ms between two sweeps that drop rosters too old to be served, or too large to be kept, above 0. @defaultValue 60000 */
	readonly cleanupInterval: number;
	/** Who goes first when the cache is full: the least recently used (`true`) or the oldest. @defaultValue true */
	readonly enableLRU: boolean;
}

/** How failures that may pass are tried again. Waiting for a rate limit is no failure and takes none of these tries. */
export interface RetryConfig {
	/** Tries after the first, 0 or more. @defaultValue 3 */
	readonly maxRetries: number;
	/** Ms before the first retry, 0 or more; each further wait is `exponentialBase` times the one before. @defaultValue 1000 */
	readonly baseDelay: number;
	/** Ms that no wait exceeds, at least `baseDelay`. @defaultValue 30000 */
	readonly maxDelay: number;
	/** Growth from one wait to the next, 1 (all the same) or more. @defaultValue 2 */
	readonly exponentialBase: number;
	/** Whether each wait is drawn evenly from 0 to its full length, so that many bots do not come back together. @defaultValue true */
	readonly jitter: boolean;
}

/**
 * How many operations (a full fetch, a lookup, a batch) are started and run. The pages inside a running fetch are paced
 * by Discord's own headers instead.
 */
export interface RateLimitConfig {
	/** Operations that run at once, 1 or more. @defaultValue 3 */
	readonly maxConcurrentRequests: number;
	/** Operations started in any 60 s, 1 or more. @defaultValue 50 */
	readonly requestsPerMinute: number;
	/** Operations started in any one second, 1 or more. @defaultValue 5 */
	readonly burstLimit: number;
}

/** How long the service waits. Each is above 0 and at most 2147483647 ms. */
export interface TimeoutConfig {
	/**
	 * Ms that a caller waits while nothing arrives: each chunk or page renews it, waits for a gate or a bucket do not
	 * count. A caller's own `timeout` is a hard deadline instead.
	 * @defaultValue 20000
	 */
	readonly fullFetch: number;
	/** Ms of silence after which a source counts as stalled and repair begins. @defaultValue 5000 */
	readonly chunkIdle: number;
	/** Ms for the last try to get something to show when no full list can be had. @defaultValue 10000 */
	readonly partialFetch: number;
	/** Ms for one REST request. @defaultValue 5000 */
	readonly fallbackTimeout: number;
}

/** What is served where no full list can be had. */
export interface FallbackConfig {
	/** Whether a last try by REST may serve a labelled part of the list. @defaultValue true */
	readonly enableProgressiveFetch: boolean;
	/** Members asked for in that last try, 1 or more. Discord gives at most 1000 in one request. @defaultValue 1000 */
	readonly partialFetchLimit: number;
	/** Whether a stale roster younger than `cache.defaultTTL` may be served, labelled so. @defaultValue true */
	readonly useCacheAsLastResort: boolean;
}

/** What the service tells about itself. */
export interface MonitoringConfig {
	/** Whether answers are counted for `getStatistics()`. @defaultValue true */
	readonly enableMetrics: boolean;
	/** Whether progress callbacks are called. @defaultValue true */
	readonly enableProgressTracking: boolean;
	/** Whether a fetch that takes longer than `performanceThreshold` is warned of. @defaultValue true */
	readonly logPerformanceWarnings: boolean;
	/** Ms after which a fetch is slow, 0 or more. @defaultValue 5000 */
	readonly performanceThreshold: number;
}

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

/** What the service remembers. Times are milliseconds. */
export interface CacheConfig {
	/**
	 * Age up to which a roster that nobody vouches for any more may be served as `stale`; 0 serves no stale list. A roster
	 * that is true has no age.
	 * @defaultValue 300000
	 */
	readonly defaultTTL: number;
	/** Guilds whose roster is kept; one more puts another out. @defaultValue 100 */
	readonly maxCacheSize: number;
	/**
	 * What all kept rosters may take together; the default is 1 GiB. Where they take more, rosters are put out until the
	 * others fit, when one is fetched and at each sweep. A roster that alone takes more is given to its callers and not
	 * kept. `Number.MAX_SAFE_INTEGER` is no bound.
	 * @defaultValue 1073741824
	 */
	readonly maxBytes: number;
	/** Time between two sweeps that drop rosters too old to be served, or too large to be kept. @defaultValue 60000 */
	readonly cleanupInterval: number;
	/** Who goes first when the cache is full: the least recently used (`true`) or the oldest. @defaultValue true */
	readonly enableLRU: boolean;
}

/**
 * How failures that may pass are tried again. Waiting for a rate limit is no failure and takes none of these tries.
 * Times are milliseconds.
 */
export interface RetryConfig {
	/** Tries after the first. @defaultValue 3 */
	readonly maxRetries: number;
	/** Wait before the first retry; each further one is `exponentialBase` times the one before. @defaultValue 1000 */
	readonly baseDelay: number;
	/** What no wait exceeds; at least `baseDelay`. @defaultValue 30000 */
	readonly maxDelay: number;
	/** Growth from one wait to the next; 1 keeps them all the same. @defaultValue 2 */
	readonly exponentialBase: number;
	/** Whether each wait is drawn evenly from 0 to its full length, so that many bots do not come back together. @defaultValue true */
	readonly jitter: boolean;
}

/**
 * How many operations (a full fetch, a lookup, a batch) are started and run. The pages inside a running fetch are paced
 * by Discord's own headers instead.
 */
export interface RateLimitConfig {
	/** Operations that run at once. @defaultValue 3 */
	readonly maxConcurrentRequests: number;
	/** Operations started in any 60 s. @defaultValue 50 */
	readonly requestsPerMinute: number;
	/** Operations started in any one second. @defaultValue 5 */
	readonly burstLimit: number;
}

/** How long the service waits, in milliseconds. */
export interface TimeoutConfig {
	/**
	 * How long a caller waits while nothing arrives: each chunk or page renews it, waits for a gate or a bucket do not
	 * count. A caller's own `timeout` is a hard deadline instead.
	 * @defaultValue 20000
	 */
	readonly fullFetch: number;
	/** Silence after which a source counts as stalled and repair begins; chunks that come later count until the next request. @defaultValue 5000 */
	readonly chunkIdle: number;
	/** Time for the last try to get something to show when no full list can be had. @defaultValue 10000 */
	readonly partialFetch: number;
	/** Time for one REST request. @defaultValue 5000 */
	readonly fallbackTimeout: number;
}

/** What is served where no full list can be had. */
export interface FallbackConfig {
	/** Whether a last try by REST may serve a labelled part of the list. @defaultValue true */
	readonly enableProgressiveFetch: boolean;
	/** Members asked for in that last try, in pages of 1000: so many, rounded up. @defaultValue 1000 */
	readonly partialFetchLimit: number;
	/** Whether a stale roster younger than `cache.defaultTTL` may be served, labelled so. @defaultValue true */
	readonly useCacheAsLastResort: boolean;
}

/** What the service tells about itself. Times are milliseconds. */
export interface MonitoringConfig {
	/** Whether answers are counted for `getStatistics()`. @defaultValue true */
	readonly enableMetrics: boolean;
	/** Whether progress callbacks are called. @defaultValue true */
	readonly enableProgressTracking: boolean;
	/**
	 * Whether a fetch that takes longer than `performanceThreshold` is warned of, as a process warning that says where the
	 * time went. Once for each guild, and once for the service's own `rateLimit`, until all is quick again.
	 * @defaultValue true
	 */
	readonly logPerformanceWarnings: boolean;
	/** Time after which a fetch is slow. @defaultValue 5000 */
	readonly performanceThreshold: number;
}

import type { MemberFields } from './memberFields.js';

/** Every setting of the service. Times are milliseconds. */
export interface MemberFetchConfig {
	readonly cache: CacheConfig;
	readonly retry: RetryConfig;
	readonly rateLimit: RateLimitConfig;
	readonly timeouts: TimeoutConfig;
	readonly fallback: FallbackConfig;
	readonly monitoring: MonitoringConfig;
	readonly health: HealthConfig;
	readonly store: StoreConfig;
	/**
	 * Which fields of each member are kept: `'all'`, which includes fields that Discord adds in the future, or a list of
	 * fields. Ids and roles are always kept, even with `[]`. A list replaces the one before, and `getConfig()` returns it in
	 * the order of `MEMBER_FIELDS` without repeats. If the fields change, every list is dropped, and the next fetch uses them.
	 * A client made with `rosterCache()` needs `'all'`.
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

/** The memory of the service. Times are milliseconds. */
export interface CacheConfig {
	/**
	 * How old a list may be that nothing vouches for any more, and still be served as `stale`; 0 serves no stale list. A list
	 * that events keep true has no age. A list behind a cache of `rosterCache()` is held for the cache until discord.js
	 * empties it.
	 * @defaultValue 300000
	 */
	readonly defaultTTL: number;
	/**
	 * How many guilds are kept; one more evicts another. Guilds behind the caches of `rosterCache()` do not count, and stay.
	 * With a store, and after `warmUp()`, the default is 100,000.
	 * @defaultValue 100
	 */
	readonly maxCacheSize: number;
	/**
	 * How much all kept lists may take together; the default is 1 GiB. If they take more when one is fetched, or at a sweep,
	 * lists are evicted until the rest fit, those behind the caches of `rosterCache()` last and with a warning. A list that
	 * alone takes more goes to its callers and is not kept.
	 * `Number.MAX_SAFE_INTEGER` sets no limit.
	 * @defaultValue 1073741824
	 */
	readonly maxBytes: number;
	/** Time between two sweeps, which drop lists that are too old to serve or too large to keep. @defaultValue 60000 */
	readonly cleanupInterval: number;
	/** Which guild is evicted first if the cache is full: the least recently used (`true`) or the oldest. @defaultValue true */
	readonly enableLRU: boolean;
}

/**
 * How the service retries failures that may pass. Waiting for a rate limit is no failure and uses no retry.
 * Times are milliseconds.
 */
export interface RetryConfig {
	/** How often a request is tried again after it failed. @defaultValue 3 */
	readonly maxRetries: number;
	/** Wait before the first retry; each later wait is `exponentialBase` times the one before. @defaultValue 1000 */
	readonly baseDelay: number;
	/** The longest wait between two tries; at least `baseDelay`. @defaultValue 30000 */
	readonly maxDelay: number;
	/** How much each wait grows; 1 keeps all of them the same. @defaultValue 2 */
	readonly exponentialBase: number;
	/** Whether each wait is random, from 0 to its full length, so that many bots do not retry together. @defaultValue true */
	readonly jitter: boolean;
}

/**
 * How many operations (a full fetch, a lookup, a batch) start and run. The pages inside a running fetch follow Discord's
 * own headers instead.
 */
export interface RateLimitConfig {
	/** How many operations run at once. @defaultValue 3 */
	readonly maxConcurrentRequests: number;
	/** How many operations start in any 60 s. @defaultValue 50 */
	readonly requestsPerMinute: number;
	/** How many operations start in any one second. @defaultValue 5 */
	readonly burstLimit: number;
}

/** How long the service waits, in milliseconds. */
export interface TimeoutConfig {
	/**
	 * How long a caller waits while nothing arrives. Each chunk or page restarts the time, and waits for rate limits do not
	 * count. The `timeout` of a call is a hard deadline instead.
	 * @defaultValue 20000
	 */
	readonly fullFetch: number;
	/**
	 * The longest silence before a repair begins: before the first chunk, and while a session is cut. Between chunks, their
	 * pace decides sooner. Chunks that come later still count until the next request.
	 * @defaultValue 5000
	 */
	readonly chunkIdle: number;
	/** Time for the last try to get at least a part of the list. @defaultValue 10000 */
	readonly partialFetch: number;
	/** Time for one REST request. @defaultValue 5000 */
	readonly fallbackTimeout: number;
}

/** The ways out if no full list can be had. */
export interface FallbackConfig {
	/** Whether a last try by REST may serve a labelled part of the list. @defaultValue true */
	readonly enableProgressiveFetch: boolean;
	/** How many members that last try asks for, rounded up to pages of 1000. @defaultValue 1000 */
	readonly partialFetchLimit: number;
	/** Whether a stale list younger than `cache.defaultTTL` may be served, labelled as stale. @defaultValue true */
	readonly useCacheAsLastResort: boolean;
}

/** The reports of the service about itself. Times are milliseconds. */
export interface MonitoringConfig {
	/** Whether answers are counted, for `getStatistics()` and for the metrics. @defaultValue true */
	readonly enableMetrics: boolean;
	/** Whether progress callbacks are called. @defaultValue true */
	readonly enableProgressTracking: boolean;
	/**
	 * Whether a fetch that takes longer than `performanceThreshold` emits a process warning that says where the time
	 * went. It comes once for each guild, and once for the service's own `rateLimit`, until fetches are quick again.
	 * @defaultValue true
	 */
	readonly logPerformanceWarnings: boolean;
	/** Time after which a fetch is slow. @defaultValue 5000 */
	readonly performanceThreshold: number;
}

/** What the service does with the store that it was given. Without one, nothing is saved. Times are milliseconds. */
export interface StoreConfig {
	/**
	 * How old a saved list may be after a restart, and still be served as `stale` before it is proven; 0 serves none. The
	 * default is seven days.
	 * @defaultValue 604800000
	 */
	readonly maxAge: number;
	/** Time between two saves. A save writes only changes. @defaultValue 20000 */
	readonly saveInterval: number;
}

/** What `healthCheck()` calls degraded. Times are milliseconds. */
export interface HealthConfig {
	/**
	 * How long one operation may wait for gates, all in all: those of Discord, or the service's own `rateLimit`. The gate of
	 * a guild alone may take 30 s.
	 * @defaultValue 60000
	 */
	readonly longestGateWait: number;
	/**
	 * How far a list that is kept true may be from Discord's own count of members, as a share of that count. A difference of
	 * up to ten members never counts.
	 * @defaultValue 0.01
	 */
	readonly largestDrift: number;
	/** How long ago a list that is held may have last been known to be true. @defaultValue 600000 */
	readonly oldestList: number;
	/** How many calls may wait for their answers at the same time. @defaultValue 200 */
	readonly mostCalls: number;
}

import { deepFreeze } from './deepFreeze.js';
import type { MemberFetchConfig } from './MemberFetchConfig.js';

/** The values of a config in which nothing is set. */
export const DEFAULT_CONFIG: MemberFetchConfig = deepFreeze({
	cache: { defaultTTL: 300_000, maxCacheSize: 100, maxBytes: 2 ** 30, cleanupInterval: 60_000, enableLRU: true },
	retry: { maxRetries: 3, baseDelay: 1_000, maxDelay: 30_000, exponentialBase: 2, jitter: true },
	rateLimit: { maxConcurrentRequests: 3, requestsPerMinute: 50, burstLimit: 5 },
	timeouts: { fullFetch: 20_000, chunkIdle: 5_000, partialFetch: 10_000, fallbackTimeout: 5_000 },
	fallback: { enableProgressiveFetch: true, partialFetchLimit: 1_000, useCacheAsLastResort: true },
	monitoring: {
		enableMetrics: true,
		enableProgressTracking: true,
		logPerformanceWarnings: true,
		performanceThreshold: 5_000,
	},
	health: { longestGateWait: 60_000, largestDrift: 0.01, oldestList: 600_000, mostCalls: 200 },
	store: { maxAge: 604_800_000, saveInterval: 20_000 },
	fields: 'all',
} satisfies MemberFetchConfig);

/**
 * The same for a service with a store. It knows the guilds of the bot from before, which may be thousands, so it holds all of
 * them for which there are bytes, and proves them as quickly as Discord's own limits allow.
 */
export const CONFIG_WITH_STORE: MemberFetchConfig = deepFreeze({
	...DEFAULT_CONFIG,
	cache: { ...DEFAULT_CONFIG.cache, maxCacheSize: 100_000 },
});

import type { MemberFetchConfig } from './MemberFetchConfig.js';
import { AGE, FLAG, type FlagRule, factorFrom, type NumberRule, TIMER, WAIT, wholeFrom } from './rules.js';

export type { ConfigPatch, MemberFetchConfig } from './MemberFetchConfig.js';

/** The parts of a config that are objects: all but `fields`. */
export type Sections = Omit<MemberFetchConfig, 'fields'>;

type RuleOf<Value> = Value extends boolean ? FlagRule : NumberRule;
type Schema = {
	readonly [Section in keyof Sections]: {
		readonly [Key in keyof Sections[Section]]-?: RuleOf<Sections[Section][Key]>;
	};
};

/** The rule for each value. The guide's table of keys is made from this, too. */
export const CONFIG_SCHEMA: Schema = {
	cache: {
		defaultTTL: AGE,
		maxCacheSize: wholeFrom(1, 'guilds'),
		maxBytes: wholeFrom(1, 'bytes'),
		cleanupInterval: TIMER,
		enableLRU: FLAG,
	},
	retry: {
		maxRetries: wholeFrom(0, 'tries'),
		baseDelay: WAIT,
		maxDelay: WAIT,
		exponentialBase: factorFrom(1),
		jitter: FLAG,
	},
	rateLimit: {
		maxConcurrentRequests: wholeFrom(1, 'operations'),
		requestsPerMinute: wholeFrom(1, 'operations'),
		burstLimit: wholeFrom(1, 'operations'),
	},
	timeouts: {
		fullFetch: TIMER,
		chunkIdle: TIMER,
		partialFetch: TIMER,
		fallbackTimeout: TIMER,
	},
	fallback: {
		enableProgressiveFetch: FLAG,
		partialFetchLimit: wholeFrom(1, 'members'),
		useCacheAsLastResort: FLAG,
	},
	monitoring: {
		enableMetrics: FLAG,
		enableProgressTracking: FLAG,
		logPerformanceWarnings: FLAG,
		performanceThreshold: AGE,
	},
	health: {
		longestGateWait: AGE,
		largestDrift: factorFrom(0),
		oldestList: AGE,
		mostCalls: wholeFrom(1, 'calls'),
	},
	store: {
		maxAge: AGE,
		saveInterval: TIMER,
	},
};

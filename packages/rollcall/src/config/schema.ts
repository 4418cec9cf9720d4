import { z } from 'zod';
import { fieldsSchema } from './fieldsSchema.js';
import type { MemberFetchConfig } from './MemberFetchConfig.js';

export type { ConfigPatch, MemberFetchConfig } from './MemberFetchConfig.js';

/** The longest delay that `setTimeout` knows; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const flag = () => z.boolean('true or false');

// `unit` is for the reference of the guide, which is made from this schema.
const wholeFrom = (least: number, unit: string) => {
	const allowed = `a whole number ${unit === 'bytes' ? 'of bytes ' : ''}>= ${least}`;
	return z.int(allowed).min(least, allowed).meta({ unit });
};

const factorFrom = (least: number) => {
	const allowed = `a number >= ${least}`;
	return z.number(allowed).min(least, allowed).meta({ unit: 'factor' });
};

/** Ages are only compared, so they may be longer than a timer. */
const age = () => {
	const allowed = 'a number of milliseconds >= 0';
	return z.number(allowed).min(0, allowed).meta({ unit: 'ms' });
};

const wait = () => {
	const allowed = `a number of milliseconds from 0 to ${LONGEST_TIMER_MS}`;
	return z.number(allowed).min(0, allowed).max(LONGEST_TIMER_MS, allowed).meta({ unit: 'ms' });
};

const timer = () => {
	const allowed = `a number of milliseconds > 0 and <= ${LONGEST_TIMER_MS}`;
	return z.number(allowed).positive(allowed).max(LONGEST_TIMER_MS, allowed).meta({ unit: 'ms' });
};

const retrySchema = z
	.strictObject({
		maxRetries: wholeFrom(0, 'tries'),
		baseDelay: wait(),
		maxDelay: wait(),
		exponentialBase: factorFrom(1),
		jitter: flag(),
	})
	.refine((retry) => retry.maxDelay >= retry.baseDelay, {
		path: ['maxDelay'],
		error: (issue) => `a number of milliseconds >= config.retry.baseDelay (${(issue.input as RetryDelays).baseDelay})`,
	});
type RetryDelays = Pick<MemberFetchConfig['retry'], 'baseDelay'>;

/** What each value may be. The message of a failed check is what is allowed, to be put after "expected". */
export const configSchema = z.strictObject({
	cache: z.strictObject({
		defaultTTL: age(),
		maxCacheSize: wholeFrom(1, 'guilds'),
		maxBytes: wholeFrom(1, 'bytes'),
		cleanupInterval: timer(),
		enableLRU: flag(),
	}),
	retry: retrySchema,
	rateLimit: z.strictObject({
		maxConcurrentRequests: wholeFrom(1, 'operations'),
		requestsPerMinute: wholeFrom(1, 'operations'),
		burstLimit: wholeFrom(1, 'operations'),
	}),
	timeouts: z.strictObject({
		fullFetch: timer(),
		chunkIdle: timer(),
		partialFetch: timer(),
		fallbackTimeout: timer(),
	}),
	fallback: z.strictObject({
		enableProgressiveFetch: flag(),
		partialFetchLimit: wholeFrom(1, 'members'),
		useCacheAsLastResort: flag(),
	}),
	monitoring: z.strictObject({
		enableMetrics: flag(),
		enableProgressTracking: flag(),
		logPerformanceWarnings: flag(),
		performanceThreshold: age(),
	}),
	fields: fieldsSchema,
}) satisfies z.ZodType<MemberFetchConfig>;

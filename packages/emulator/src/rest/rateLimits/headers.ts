import { hashText, imageHash } from '../../random/index.js';
import type { BucketState } from './Bucket.js';
import type { Refusal } from './Refusal.js';

export type RateLimitHeaders = Readonly<Record<string, string>>;

/** The headers of every answer: the state of the route's bucket. `clockSkew` is how far Discord's clock is ahead. */
export function bucketHeaders(route: string, state: BucketState, clockSkew = 0): RateLimitHeaders {
	return {
		'x-ratelimit-limit': String(state.limit),
		'x-ratelimit-remaining': String(state.remaining),
		'x-ratelimit-reset': ((state.resetAt + clockSkew) / 1000).toFixed(3),
		'x-ratelimit-reset-after': (state.resetAfter / 1000).toFixed(3),
		'x-ratelimit-bucket': imageHash(hashText(route)),
	};
}

/**
 * The headers of a 429, which agree with its body. The limit of a shared resource does not change the bucket, and the
 * global limit names none. `Retry-After` is in whole seconds.
 */
export function refusalHeaders(bucket: BucketHeaders, refusal: Refusal): RateLimitHeaders {
	const { scope } = refusal;
	const retryAfter = { 'retry-after': String(Math.max(1, Math.ceil(exact(refusal)))), 'x-ratelimit-scope': scope };
	if (scope === 'global') return { ...retryAfter, 'x-ratelimit-global': 'true' };
	return { ...(scope === 'user' ? bucket.emptyFor(exact(refusal) * 1000) : bucket.current()), ...retryAfter };
}

/** The headers of a bucket as it is, and as if it were empty for this many milliseconds. */
export interface BucketHeaders {
	current(): RateLimitHeaders;
	emptyFor(ms: number): RateLimitHeaders;
}

/** The body of a 429. */
export function refusalBody(refusal: Refusal): object {
	return {
		message: refusal.scope === 'shared' ? 'The resource is being rate limited.' : 'You are being rate limited.',
		code: 0,
		retry_after: exact(refusal),
		global: refusal.scope === 'global',
	};
}

/** The seconds that a client has to wait at least, to the millisecond. */
function exact({ retryAfter }: Refusal): number {
	return Math.ceil(Number((retryAfter * 1000).toFixed(3))) / 1000;
}

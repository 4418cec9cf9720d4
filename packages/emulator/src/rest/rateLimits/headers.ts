import { hashText } from '../../random/index.js';
import { imageHash } from '../../world/members/imageHash.js';
import type { BucketState } from './Bucket.js';
import type { Refusal } from './RateLimiter.js';

export type RateLimitHeaders = Readonly<Record<string, string>>;

/** The headers of every answer: how the route's bucket stands. `clockSkew` is how far ahead Discord's clock is. */
export function bucketHeaders(route: string, state: BucketState, clockSkew = 0): RateLimitHeaders {
	return {
		'x-ratelimit-limit': String(state.limit),
		'x-ratelimit-remaining': String(state.remaining),
		'x-ratelimit-reset': ((state.resetAt + clockSkew) / 1000).toFixed(3),
		'x-ratelimit-reset-after': (state.resetAfter / 1000).toFixed(3),
		'x-ratelimit-bucket': imageHash(hashText(route)),
	};
}

/** What a 429 adds to them. `Retry-After` is in whole seconds, the body's `retry_after` is exact. */
export function refusalHeaders({ retryAfter, scope }: Refusal): RateLimitHeaders {
	return {
		'retry-after': String(Math.max(1, Math.ceil(retryAfter))),
		'x-ratelimit-scope': scope,
		...(scope === 'global' && { 'x-ratelimit-global': 'true' }),
	};
}

/** The body of a 429. */
export function refusalBody({ retryAfter, scope }: Refusal): object {
	return {
		message: scope === 'shared' ? 'The resource is being rate limited.' : 'You are being rate limited.',
		retry_after: Math.ceil(retryAfter * 1000) / 1000,
		global: scope === 'global',
	};
}

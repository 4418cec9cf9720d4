import type { Clock } from '../../clock/index.js';
import type { RestOptions } from '../../options/index.js';
import { Bucket, type BucketState } from './Bucket.js';
import { bucketHeaders, type RateLimitHeaders, refusalHeaders } from './headers.js';
import type { Refusal } from './Refusal.js';

const TIDY_AT = 5000;

/** The bot and the route of a request. */
export interface LimitSubject {
	/** The bot; `undefined` for routes without a token. */
	readonly botId: string | undefined;
	readonly route: string;
	/** The guild, channel or webhook in the path: each has its own buckets. */
	readonly major: string;
	/** Interactions do not count for the global limit. */
	readonly isExempt: boolean;
	/** Has a bucket only if the options give it one. */
	readonly isUnlimited: boolean;
}

/** Whether a request may pass, and the headers that say so. */
export interface Verdict {
	readonly headers: RateLimitHeaders;
	readonly refusal?: Refusal;
}

/** Discord's limits: one over everything a bot does, and one per bot, route and major parameter. */
export class RateLimiter {
	readonly #buckets = new Map<string, Bucket>();
	readonly #globals = new Map<string, Bucket>();

	constructor(
		private readonly options: RestOptions,
		private readonly clock: Clock,
	) {}

	/** Counts a request and says whether it may pass. If the global limit refuses it, it does not count in its bucket. */
	take(subject: LimitSubject): Verdict {
		const global = this.#takeGlobal(subject);
		if (global?.isOver) return this.refuse(subject, { retryAfter: global.resetAfter / 1000, scope: 'global' });
		if (subject.isUnlimited && !this.options.buckets[subject.route]) return { headers: {} };
		const state = this.#bucketOf(subject).take();
		if (state.isOver) return this.refuse(subject, { retryAfter: state.resetAfter / 1000, scope: 'user' });
		return { headers: this.#headers(subject, state) };
	}

	/** Refuses a request even if its limits allow it. */
	refuse(subject: LimitSubject, refusal: Refusal): Verdict {
		const state = this.#bucketOf(subject).peek();
		const emptyFor = (ms: number): BucketState => ({
			...state,
			remaining: 0,
			resetAt: this.clock.now() + ms,
			resetAfter: ms,
		});
		const bucket = {
			current: () => this.#headers(subject, state),
			emptyFor: (ms: number) => this.#headers(subject, emptyFor(ms)),
		};
		return { headers: refusalHeaders(bucket, refusal), refusal };
	}

	#headers({ route }: LimitSubject, state: BucketState): RateLimitHeaders {
		return bucketHeaders(route, state, this.options.clockSkew);
	}

	#takeGlobal({ botId, isExempt }: LimitSubject): BucketState | undefined {
		if (botId === undefined || isExempt) return undefined;
		const bucket = this.#globals.get(botId) ?? new Bucket(this.options.globalLimit, this.clock);
		this.#globals.set(botId, bucket);
		return bucket.take();
	}

	#bucketOf({ botId, route, major }: LimitSubject): Bucket {
		const key = `${botId ?? ''} ${route} ${major}`;
		const { buckets } = this.options;
		const bucket = this.#buckets.get(key) ?? new Bucket(buckets[route] ?? buckets.default, this.clock);
		if (this.#buckets.size >= TIDY_AT) this.#tidy();
		this.#buckets.set(key, bucket);
		return bucket;
	}

	#tidy(): void {
		for (const [key, bucket] of this.#buckets) if (bucket.isIdle) this.#buckets.delete(key);
	}
}

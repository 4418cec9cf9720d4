import type { MemberFetchConfig } from '../config/schema.js';

/** How long to wait before each retry. It never changes, so fetches that run at the same time can share it. */
export class Backoff {
	readonly #policy: MemberFetchConfig['retry'];
	readonly #random: () => number;

	/** @param random - a number from 0 (included) to 1 (excluded) */
	constructor(policy: MemberFetchConfig['retry'], random: () => number) {
		this.#policy = policy;
		this.#random = random;
	}

	/**
	 * Returns the ms to wait after the failed try `attempt`, counted from 1.
	 *
	 * With jitter, the wait is random, between 0 and its full length ("full jitter"). Of all ways to spread clients that failed
	 * at the same moment, this one has the fewest collisions.
	 */
	delayMs(attempt: number): number {
		const { baseDelay, exponentialBase, maxDelay, jitter } = this.#policy;
		// A high power overflows to Infinity, and 0 times Infinity is NaN.
		const grown = baseDelay === 0 ? 0 : baseDelay * exponentialBase ** (Math.max(1, attempt) - 1);
		const full = Math.min(grown, maxDelay);
		return jitter ? this.#random() * full : full;
	}
}

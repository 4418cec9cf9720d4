import type { MemberFetchConfig } from '../config/schema.js';

/** How long to wait before each retry. A value that never changes, so concurrent fetches can share it. */
export class Backoff {
	readonly #policy: MemberFetchConfig['retry'];
	readonly #random: () => number;

	/** @param random - draws from 0 (included) to 1 (excluded). */
	constructor(policy: MemberFetchConfig['retry'], random: () => number) {
		this.#policy = policy;
		this.#random = random;
	}

	/**
	 * Returns the ms to wait after the failed try `attempt`, counted from 1.
	 *
	 * With jitter it is drawn evenly from 0 to the full wait ("full jitter"): of all ways to spread clients that failed
	 * together, the one with the fewest collisions.
	 */
	delayMs(attempt: number): number {
		const { baseDelay, exponentialBase, maxDelay, jitter } = this.#policy;
		// 0 times an overflowed power is NaN, so no base means no wait before the power is taken.
		const grown = baseDelay === 0 ? 0 : baseDelay * exponentialBase ** (Math.max(1, attempt) - 1);
		const full = Math.min(grown, maxDelay);
		return jitter ? this.#random() * full : full;
	}
}

import type { Clock } from '../../clock/index.js';
import type { LimitOptions } from '../../options/index.js';

/** The state of a bucket after one request. */
export interface BucketState {
	readonly isOver: boolean;
	readonly limit: number;
	readonly remaining: number;
	/** When it is full again, in epoch milliseconds. */
	readonly resetAt: number;
	readonly resetAfter: number;
}

/** A number of requests in a window that begins with the first one. */
export class Bucket {
	#used = 0;
	#resetAt = 0;

	constructor(
		private readonly options: LimitOptions,
		private readonly clock: Clock,
	) {}

	/** Counts a request if the limit allows it. */
	take(): BucketState {
		this.#turn();
		const isOver = this.#used >= this.options.limit;
		if (!isOver) this.#used++;
		return this.#state(isOver);
	}

	/** Its state, without counting a request. */
	peek(): BucketState {
		this.#turn();
		return this.#state(this.#used >= this.options.limit);
	}

	/** Whether its window is over, so that it can be dropped. */
	get isIdle(): boolean {
		return this.clock.now() >= this.#resetAt;
	}

	#turn(): void {
		if (!this.isIdle) return;
		this.#used = 0;
		this.#resetAt = this.clock.now() + this.options.window;
	}

	#state(isOver: boolean): BucketState {
		const { limit } = this.options;
		const resetAfter = this.#resetAt - this.clock.now();
		return { isOver, limit, remaining: limit - this.#used, resetAt: this.#resetAt, resetAfter };
	}
}

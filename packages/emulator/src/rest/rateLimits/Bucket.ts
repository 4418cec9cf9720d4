import type { Clock } from '../../clock/index.js';
import type { LimitOptions } from '../../options/index.js';

/** What a bucket says about one request. */
export interface BucketState {
	readonly isOver: boolean;
	readonly limit: number;
	readonly remaining: number;
	/** When it is full again, epoch milliseconds. */
	readonly resetAt: number;
	readonly resetAfter: number;
}

/** So many requests in a window that begins with the first of them. */
export class Bucket {
	#used = 0;
	#resetAt = 0;

	constructor(
		private readonly options: LimitOptions,
		private readonly clock: Clock,
	) {}

	/** Counts a request, unless it is one too many. */
	take(): BucketState {
		this.#turn();
		const isOver = this.#used >= this.options.limit;
		if (!isOver) this.#used++;
		return this.#state(isOver);
	}

	/** How it stands, counting nothing. */
	peek(): BucketState {
		this.#turn();
		return this.#state(this.#used >= this.options.limit);
	}

	/** Whether its window is over, so that nothing is lost with it. */
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

import type { CancelTimer, IClock } from '../interfaces/IClock.js';
import { waitFor } from './waitFor.js';

/** At most `count` in any `windowMs`. */
export interface RateLimit {
	readonly count: number;
	readonly windowMs: number;
}

/**
 * Lets callers through one by one, so that no window of time holds more than its limit, wherever the window begins.
 *
 * It keeps the moments at which the last callers went through (a sliding window). A fixed window would let twice the count
 * through around its edge.
 */
export class RateGate {
	readonly #clock: IClock;
	readonly #limits: () => readonly RateLimit[];
	/** Moments at which callers went through, oldest first, as far back as the longest window. */
	#passes: number[] = [];
	/** The callers that wait, in the order of their calls; one timer serves the first of them. */
	readonly #waiting = new Set<() => void>();
	#cancelTimer: CancelTimer = () => {};

	constructor(clock: IClock, limits: () => readonly RateLimit[]) {
		this.#clock = clock;
		this.#limits = limits;
	}

	/** Callers that wait for their turn. */
	get waitingCount(): number {
		return this.#waiting.size;
	}

	/** Ms until one more caller may go through; 0 if it may now. */
	get waitMs(): number {
		return Math.max(0, ...this.#limits().map((limit) => this.#waitOf(limit)));
	}

	/** Ms until no window of another limit would hold more with one more caller. */
	waitWithin(limit: RateLimit): number {
		return Math.max(0, this.#waitOf(limit));
	}

	/** How many callers went through in the last `ms`. */
	countWithin(ms: number): number {
		return this.#passes.length - this.#countUntil(this.#clock.now() - ms);
	}

	/** Waits for this caller's turn; first come, first served. Rejects at once when `signal` fires, and then takes no turn. */
	async take(signal: AbortSignal): Promise<void> {
		signal.throwIfAborted();
		if (this.#waiting.size === 0 && this.waitMs === 0) return this.#record();
		await waitFor(signal, (arrived) => this.#enqueue(arrived));
	}

	/** Reads the limits again, for callers that wait. */
	changed(): void {
		this.#cancelTimer();
		for (const arrived of this.#waiting) {
			if (this.waitMs > 0) break;
			this.#waiting.delete(arrived);
			this.#record();
			arrived();
		}
		if (this.#waiting.size > 0) this.#arm();
	}

	#enqueue(arrived: () => void): () => void {
		this.#waiting.add(arrived);
		if (this.#waiting.size === 1) this.#arm();
		return () => {
			this.#waiting.delete(arrived);
			if (this.#waiting.size === 0) this.#cancelTimer();
		};
	}

	#arm(): void {
		// Rounded up to whole ms: a timer that fires a fraction too early would spin.
		this.#cancelTimer = this.#clock.setTimer(Math.ceil(this.waitMs), () => this.changed());
	}

	#record(): void {
		const now = this.#clock.now();
		const oldest = now - Math.max(...this.#limits().map(({ windowMs }) => windowMs));
		const over = this.#countUntil(oldest);
		if (over > 0) this.#passes.splice(0, over);
		this.#passes.push(now);
	}

	/** How many went through up to a moment. There may be thousands in a minute, and it is asked for each of them. */
	#countUntil(moment: number): number {
		let [low, high] = [0, this.#passes.length];
		while (low < high) {
			const middle = (low + high) >>> 1;
			if ((this.#passes[middle] as number) <= moment) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** One more may go through when the one that is `count` back has left the window. */
	#waitOf({ count, windowMs }: RateLimit): number {
		const blocking = this.#passes.at(-count);
		return blocking === undefined ? 0 : blocking + windowMs - this.#clock.now();
	}
}

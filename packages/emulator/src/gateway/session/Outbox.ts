import type { Clock } from '../../clock/index.js';

interface Waiting {
	readonly dueAt: number;
	readonly deliver: () => void;
}

/** Holds what a session is going to do until it is due, always in order: a gateway that lags, lags as a whole. */
export class Outbox {
	readonly #clock: Clock;
	#waiting: Waiting[] = [];
	#cancel: (() => void) | undefined;
	#paused = false;
	#delivering = false;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** How many deliveries wait. */
	get size(): number {
		return this.#waiting.length;
	}

	/** Delivers in `lagMs`, or when everything before it was delivered, whichever is later. */
	push(deliver: () => void, lagMs: number): void {
		this.#waiting.push({ dueAt: this.#clock.now() + lagMs, deliver });
		this.#deliver();
	}

	/** Holds everything back. */
	pause(): void {
		this.#paused = true;
		this.#stopTimer();
	}

	/** Goes on where `pause` stopped. */
	resume(): void {
		this.#paused = false;
		this.#deliver();
	}

	/** Drops what waits. */
	clear(): void {
		this.#waiting = [];
		this.#stopTimer();
	}

	#deliver(): void {
		// A delivery may cause another one; it joins the row instead of overtaking it.
		if (this.#delivering) return;
		this.#delivering = true;
		try {
			this.#deliverDue();
		} finally {
			this.#delivering = false;
		}
	}

	#deliverDue(): void {
		this.#stopTimer();
		for (let head = this.#waiting[0]; head && !this.#paused; head = this.#waiting[0]) {
			const waitMs = head.dueAt - this.#clock.now();
			if (waitMs > 0) {
				this.#cancel = this.#clock.after(waitMs, () => this.#deliver());
				return;
			}
			this.#waiting.shift();
			head.deliver();
		}
	}

	#stopTimer(): void {
		this.#cancel?.();
		this.#cancel = undefined;
	}
}

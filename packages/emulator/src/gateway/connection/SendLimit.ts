import type { Clock } from '../../clock/index.js';

/** Counts what a connection sends: 120 frames in 60 s on Discord, then it is closed with 4008. */
export class SendLimit {
	readonly #clock: Clock;
	readonly #limit: number;
	readonly #windowMs: number;
	#sentAt: number[] = [];

	constructor(clock: Clock, limit: number, windowMs: number) {
		this.#clock = clock;
		this.#limit = limit;
		this.#windowMs = windowMs;
	}

	/** Counts one frame and says whether it was within the limit. */
	take(): boolean {
		const now = this.#clock.now();
		this.#sentAt = this.#sentAt.filter((at) => at > now - this.#windowMs);
		this.#sentAt.push(now);
		return this.#sentAt.length <= this.#limit;
	}
}

import type { IClock } from 'rollcall';

/** A clock on which time passes several times as quickly, so that minutes of waiting for Discord's limits take seconds. */
export class FastClock implements IClock {
	readonly #startedAt = performance.now();

	constructor(readonly speed: number) {}

	now(): number {
		return (performance.now() - this.#startedAt) * this.speed;
	}

	wallNow(): number {
		return Date.now();
	}

	setTimer(delayMs: number, callback: () => void): () => void {
		const timer = setTimeout(callback, delayMs / this.speed);
		return () => clearTimeout(timer);
	}
}

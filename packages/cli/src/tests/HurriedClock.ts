import type { CancelTimer, IClock } from 'rollcall/standalone';

/** A guild's window is longer, and no wait of a request is. */
const LONG_MS = 10_000;
const INSTEAD_MS = 50;

/** The time of this machine, in which long waits, such as for the window of a guild, are over soon. */
export class HurriedClock implements IClock {
	#skippedMs = 0;

	now(): number {
		return performance.now() + this.#skippedMs;
	}

	wallNow(): number {
		return Date.now() + this.#skippedMs;
	}

	setTimer(delayMs: number, callback: () => void): CancelTimer {
		const dueAt = this.now() + delayMs;
		const ring = () => {
			this.#skippedMs += Math.max(0, dueAt - this.now());
			callback();
		};
		const timer = setTimeout(ring, delayMs < LONG_MS ? delayMs : INSTEAD_MS);
		return () => clearTimeout(timer);
	}
}

import type { IClock } from 'rollcall';

/** The clock of the machine, which can leap ahead: then hours have passed, and no timer is late. */
export class LeapingClock implements IClock {
	#aheadMs = 0;

	leap(ms: number): void {
		this.#aheadMs += ms;
	}

	now(): number {
		return performance.now() + this.#aheadMs;
	}

	wallNow(): number {
		return Date.now() + this.#aheadMs;
	}

	setTimer(delayMs: number, callback: () => void): () => void {
		const timer = setTimeout(callback, delayMs).unref();
		return () => clearTimeout(timer);
	}
}

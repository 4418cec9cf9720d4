import type { CancelTimer, IClock } from '../../interfaces/IClock.js';
import { PatientClock } from '../PatientClock.js';

/** A patient clock that can be moved on: what was shut for a while is open then. Timers that are set do not ring sooner. */
export class SkippingClock implements IClock {
	readonly #clock = new PatientClock();
	#skippedMs = 0;

	now(): number {
		return this.#clock.now() + this.#skippedMs;
	}

	wallNow(): number {
		return this.#clock.wallNow() + this.#skippedMs;
	}

	setTimer(delayMs: number, callback: () => void): CancelTimer {
		return this.#clock.setTimer(delayMs, callback);
	}

	skip(ms: number): void {
		this.#skippedMs += ms;
	}
}

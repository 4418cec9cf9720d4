import type { CancelTimer, IClock } from 'rollcall';

/** The clock of this machine. */
export class SystemClock implements IClock {
	now(): number {
		return performance.now();
	}

	wallNow(): number {
		return Date.now();
	}

	setTimer(delayMs: number, callback: () => void): CancelTimer {
		const timeout = setTimeout(callback, delayMs).unref();
		return () => clearTimeout(timeout);
	}
}

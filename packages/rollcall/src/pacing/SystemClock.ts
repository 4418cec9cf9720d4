import type { CancelTimer, IClock } from '../interfaces/IClock.js';

/** `setTimeout` takes no longer delay: with more, it fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The clock of this machine. */
export class SystemClock implements IClock {
	/** {@inheritDoc IClock.now} */
	now(): number {
		return performance.now();
	}

	/** {@inheritDoc IClock.wallNow} */
	wallNow(): number {
		return Date.now();
	}

	/** {@inheritDoc IClock.setTimer} */
	setTimer(delayMs: number, callback: () => void): CancelTimer {
		const dueAt = this.now() + delayMs;
		let timeout: NodeJS.Timeout;
		const arm = (leftMs: number) => {
			const isLong = leftMs > LONGEST_TIMER_MS;
			const next = isLong ? () => arm(dueAt - this.now()) : callback;
			timeout = setTimeout(next, isLong ? LONGEST_TIMER_MS : leftMs).unref();
		};
		arm(delayMs);
		return () => clearTimeout(timeout);
	}
}

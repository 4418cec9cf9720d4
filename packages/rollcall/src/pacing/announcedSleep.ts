import type { IClock } from '../interfaces/IClock.js';
import { sleep } from './sleep.js';

/** Who waits, and is told of it. */
export interface Waiter {
	readonly clock: IClock;
	readonly signal: AbortSignal;
	/** A wait begins, until then (monotonic ms), or is over, by time or by abort (`undefined`). */
	onWait?(until: number | undefined): void;
}

/** Waits `ms` for what is no failure: a gate, a bucket, a replica. Rejects at once when the signal fires. */
export async function announcedSleep(waiter: Waiter, ms: number): Promise<void> {
	waiter.onWait?.(waiter.clock.now() + ms);
	try {
		await sleep(waiter.clock, ms, waiter.signal);
	} finally {
		waiter.onWait?.(undefined);
	}
}

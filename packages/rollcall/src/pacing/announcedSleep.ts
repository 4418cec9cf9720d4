import type { IClock } from '../interfaces/IClock.js';
import { sleep } from './sleep.js';

/** A party that waits, and hears when a wait begins and ends. */
export interface Waiter {
	readonly clock: IClock;
	readonly signal: AbortSignal;
	/** Called when a wait begins, with its end in monotonic ms, and with `undefined` when it is over, by time or by abort. */
	onWait?(until: number | undefined): void;
}

/** Waits `ms` for something that is not a failure: a gate, a bucket, a replica. Rejects at once when the signal fires. */
export async function announcedSleep(waiter: Waiter, ms: number): Promise<void> {
	waiter.onWait?.(waiter.clock.now() + ms);
	try {
		await sleep(waiter.clock, ms, waiter.signal);
	} finally {
		waiter.onWait?.(undefined);
	}
}

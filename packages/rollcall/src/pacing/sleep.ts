import type { IClock } from '../interfaces/IClock.js';
import { waitFor } from './waitFor.js';

/** Waits `ms`. When the signal fires, it rejects at once with the signal's reason. It leaves no listener and no timer. */
export function sleep(clock: IClock, ms: number, signal: AbortSignal): Promise<void> {
	return waitFor(signal, (arrived) => clock.setTimer(ms, arrived));
}

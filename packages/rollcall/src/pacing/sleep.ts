import type { IClock } from '../interfaces/IClock.js';
import { waitFor } from './waitFor.js';

/** Waits `ms`; rejects at once with the signal's reason when it fires. Leaves no listener and no timer either way. */
export function sleep(clock: IClock, ms: number, signal: AbortSignal): Promise<void> {
	return waitFor(signal, (arrived) => clock.setTimer(ms, arrived));
}

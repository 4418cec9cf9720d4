import type { IClock } from 'rollcall';
import type { Clock } from 'rollcall-emulator';

/** A clock of the emulator as the service takes one. */
export function serviceClock(clock: Clock): IClock {
	return {
		now: () => clock.now(),
		wallNow: () => clock.now(),
		setTimer: (delayMs, callback) => clock.after(delayMs, callback),
	};
}

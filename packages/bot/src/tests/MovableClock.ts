import { ManualClock } from 'rollcall-emulator';

/** A clock that can be set; its timers still fire, like those of a machine. */
export class MovableClock extends ManualClock {
	shift = 0;

	override now(): number {
		return super.now() + this.shift;
	}
}

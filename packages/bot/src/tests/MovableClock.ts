import { ManualClock } from 'rollcall-emulator';

/** A clock that can be set; its alarms ring all the same, as those of a machine do. */
export class MovableClock extends ManualClock {
	shift = 0;

	override now(): number {
		return super.now() + this.shift;
	}
}

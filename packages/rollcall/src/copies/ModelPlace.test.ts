import { VirtualClock } from '../tests/VirtualClock.js';
import { describeFeed } from './tests/feedContract.js';
import { aLine, ModelPlace } from './tests/ModelPlace.js';

/** Moves on by itself, so that a test may wait for an answer. */
class MovingClock extends VirtualClock {
	override setTimer(delayMs: number, callback: () => void) {
		const cancel = super.setTimer(delayMs, callback);
		if (delayMs <= 1) setImmediate(() => void this.advance(1));
		return cancel;
	}
}

describeFeed('the model of a store that carries what changes', () => {
	const clock = new MovingClock();
	const place = new ModelPlace(clock);
	return {
		open: async () => place.open(aLine()),
		read: () => place.reader(aLine()),
		empty: async () => place.empty(),
		pass: (ms) => clock.advance(ms),
		now: () => clock.now(),
	};
});

/** Time as the bot sees it, so that tests control it and nothing has to sleep. The emulator's clocks fit as well. */
export interface Clock {
	/** Epoch milliseconds. */
	now(): number;
	/** Runs `run` once after `ms` milliseconds; the returned function cancels it. */
	after(ms: number, run: () => void): () => void;
}

// A longer Node timer fires at once.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The time of this machine. Its timers do not keep the process alive; the gateway connection does. */
export const systemClock: Clock = {
	now: () => Date.now(),
	after(ms, run) {
		let timer = setTimeout(ring, Math.min(ms, LONGEST_TIMER_MS), ms).unref();
		function ring(left: number) {
			const rest = left - LONGEST_TIMER_MS;
			if (rest <= 0) run();
			else timer = setTimeout(ring, Math.min(rest, LONGEST_TIMER_MS), rest).unref();
		}
		return () => clearTimeout(timer);
	},
};

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** The emulator's time, so that tests can own it and nothing has to sleep. */
export interface Clock {
	/** Epoch milliseconds. */
	now(): number;
	/** Runs `run` once after `ms` milliseconds. The returned function cancels it. */
	after(ms: number, run: () => void): () => void;
}

/** The time of this machine. */
export const systemClock: Clock = {
	now: () => Date.now(),
	after(ms, run) {
		const timer = setTimeout(run, ms);
		return () => clearTimeout(timer);
	},
};

/** Waits for `ms` milliseconds on the clock; settles at once if that is 0 or less. */
export function sleep(clock: Clock, ms: number): Promise<void> {
	return ms > 0 ? new Promise((resolve) => clock.after(ms, resolve)) : Promise.resolve();
}

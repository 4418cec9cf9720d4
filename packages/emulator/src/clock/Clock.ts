/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** Time as the emulator sees it, so that tests own it and nothing has to sleep. */
export interface Clock {
	/** Epoch milliseconds. */
	now(): number;
	/** Runs `run` once after `ms` milliseconds; the returned function calls it off. */
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

/** Waits for `ms` milliseconds on the clock; settles at once when nothing is to wait for. */
export function sleep(clock: Clock, ms: number): Promise<void> {
	return ms > 0 ? new Promise((resolve) => clock.after(ms, resolve)) : Promise.resolve();
}

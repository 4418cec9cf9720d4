const RUNS = 5;
/** Shorter than this, the counter and the compiler weigh more than the work. */
const LEAST_US = 300;

/** How many times longer the longer text is. */
export const TIMES_LONGER = 8;

/**
 * How many times as much the work costs for a text that is eight times as long: about eight if it is linear, 64 if it grows
 * with the square. It counts the CPU time of this process, and the least of several runs: a busy machine does not show in it.
 *
 * @param length - of the shorter text
 */
export function costGrowth(work: (length: number) => void, length = 8_000): number {
	return (
		leastUs(() => work(length * TIMES_LONGER)) /
		Math.max(
			leastUs(() => work(length)),
			LEAST_US,
		)
	);
}

function leastUs(work: () => void): number {
	return Math.min(...Array.from({ length: RUNS }, () => cpuUs(work)));
}

function cpuUs(work: () => void): number {
	const before = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(before);
	return user + system;
}

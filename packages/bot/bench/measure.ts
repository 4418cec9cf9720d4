/** The cost of one piece of work. */
export interface Cost {
	readonly ms: number;
	/** Milliseconds of CPU time of this process, all threads. */
	readonly cpuMs: number;
	/** The longest time in which no timer could run. */
	readonly stallMs: number;
}

const TICK_MS = 5;

export async function measure<Result>(work: () => Result | Promise<Result>): Promise<{ result: Result; cost: Cost }> {
	let [last, stallMs] = [performance.now(), 0];
	const tick = () => {
		const now = performance.now();
		stallMs = Math.max(stallMs, now - last - TICK_MS);
		last = now;
	};
	const timer = setInterval(tick, TICK_MS);
	const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
	try {
		const result = await work();
		tick();
		const { user, system } = process.cpuUsage(cpu);
		return { result, cost: { ms: performance.now() - startedAt, cpuMs: (user + system) / 1000, stallMs } };
	} finally {
		clearInterval(timer);
	}
}

/** The middle one of an odd number of costs, figure by figure. */
export function medianOf(costs: readonly Cost[]): Cost {
	const middle = (key: keyof Cost) => costs.map((cost) => cost[key]).sort((a, b) => a - b)[costs.length >> 1] ?? 0;
	return { ms: middle('ms'), cpuMs: middle('cpuMs'), stallMs: middle('stallMs') };
}

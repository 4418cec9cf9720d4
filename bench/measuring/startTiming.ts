import { cpuSince } from './cpu.js';

/**
 * Starts to time something that waits for nobody; the returned function gives its ms. It is the time that passed or the CPU
 * time of the process, whichever is less: the first counts what other processes take from it, the second what threads do
 * beside it.
 */
export function startTiming(): () => number {
	const cpu = process.cpuUsage();
	const startedAt = performance.now();
	return () => Math.min(performance.now() - startedAt, cpuSince(cpu));
}

import { percentile } from './percentile.js';

/** Percentiles of some times, in ms. */
export interface TimesSummary {
	readonly p50: number;
	readonly p90: number;
	readonly p99: number;
	readonly max: number;
}

export function summariseTimes(times: readonly number[]): TimesSummary {
	return {
		p50: percentile(times, 0.5),
		p90: percentile(times, 0.9),
		p99: percentile(times, 0.99),
		max: percentile(times, 1),
	};
}

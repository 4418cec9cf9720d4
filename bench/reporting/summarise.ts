import type { MeasurementName, Missing } from '../measuring/Measurements.js';
import type { Run } from '../rounds/Run.js';
import type { SideName } from '../sides/index.js';
import { median } from './median.js';

/** One measurement of one side at one size, over all rounds. */
export interface Summary {
	/** The median, or why there is none. */
	readonly value: number | Missing;
	/** Each round, in order. */
	readonly rounds: readonly (number | Missing)[];
}

/** Sums up one measurement of one side at one size, if it was taken. If one round has no figure, there is none. */
export function summarise(
	runs: readonly Run[],
	of: { side: SideName; members: number; name: MeasurementName },
): Summary | undefined {
	const rounds = runs
		.filter(({ side, members }) => side === of.side && members === of.members)
		.sort((a, b) => a.round - b.round)
		.map(({ measurements }) => measurements[of.name])
		.filter((value) => value !== undefined);
	if (rounds.length === 0) return undefined;
	const missing = rounds.find((value) => typeof value === 'string');
	const value = missing ?? median(rounds.filter((round) => typeof round === 'number'));
	return { value, rounds };
}

import type { SideName } from '../sides/index.js';
import type { Run } from './Run.js';

/** The planned runs. */
export interface BenchPlan {
	readonly members: readonly number[];
	readonly sides: readonly SideName[];
	/** Rounds at a size. */
	rounds(members: number): number;
}

/** Every run in its order: each second round goes the other way round, so that a warm machine favours nobody. */
export function planRounds({ members, sides, rounds }: BenchPlan): Omit<Run, 'measurements'>[] {
	return members.flatMap((size) =>
		Array.from({ length: rounds(size) }, (_, index) => {
			const order = index % 2 === 0 ? sides : sides.toReversed();
			return order.map((side, at) => ({ side, members: size, round: index + 1, place: at + 1 }));
		}).flat(),
	);
}

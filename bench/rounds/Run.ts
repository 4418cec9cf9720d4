import type { Measurements } from '../measuring/Measurements.js';
import type { SideName } from '../sides/index.js';

/** One side measured once, at one size. */
export interface Run {
	readonly side: SideName;
	/** Members of the guild. */
	readonly members: number;
	/** From 1. */
	readonly round: number;
	/** Its place in the order of its round, from 1. */
	readonly place: number;
	readonly measurements: Partial<Measurements>;
}

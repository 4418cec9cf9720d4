import type { IBotGates } from '../interfaces/IBotGates.js';
import type { IClock } from '../interfaces/IClock.js';

/** Time, chance and identity, handed in so that tests own them. */
export interface EngineDependencies {
	readonly clock: IClock;
	/** 0..1, as Math.random. */
	readonly random: () => number;
	/** A fresh text of at most 32 bytes. */
	readonly createNonce: () => string;
	/**
	 * Shares the limits that Discord counts for the whole bot with its other processes: `redisGates()` of `rollcall-redis`.
	 * @defaultValue every process has its own
	 */
	readonly gates: IBotGates;
}

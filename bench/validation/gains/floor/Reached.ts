import type { Recovery } from '../recovery/Recovery.js';

/** The time to a list after one fault, beside its floor. */
export interface Reached extends Pick<Recovery, 'fault' | 'ms' | 'requests' | 'verdict'> {
	readonly members: number;
	readonly floorMs: number;
}

/** A smaller guild has too few chunks for some faults, so its times are only shown. */
export const JUDGED_FROM = 25_000;

import type { Subject } from '../Subject.js';

/** The result of a check. Ids and names of members are never in it. */
export interface Finding {
	/** How Discord behaves, in words that are the same wherever it behaves the same. */
	readonly behaviour: string;
	/** Figures that may differ. */
	readonly figures?: string;
	/** Mistakes of the service or of these pages: please report them. */
	readonly problem?: string;
}

/** Something that is asked of a guild, reading only. */
export interface Check {
	readonly name: string;
	run(subject: Subject): Promise<Finding>;
}

import type { Subject } from '../Subject.js';

/** What a check found. Ids and names of members are never in it. */
export interface Finding {
	/** How Discord behaves, in words that are the same wherever it behaves the same. */
	readonly behaviour: string;
	/** Figures that may differ. */
	readonly figures?: string;
	/** What the service, or these pages, have wrong: a reason to report it. */
	readonly problem?: string;
}

/** Something that is asked of a guild, reading only. */
export interface Check {
	readonly name: string;
	run(subject: Subject): Promise<Finding>;
}

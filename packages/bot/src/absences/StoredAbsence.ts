import type { Absence } from '../interfaces/AbsenceSource.js';

/** An absence with what is needed to end it. */
export interface StoredAbsence extends Absence {
	readonly id: number;
	readonly guildId: string;
	/** Who set it last. */
	readonly setBy: string;
	/** The role that was given for it and is yet to be taken; `null` where there is none. */
	readonly roleId: string | null;
}

/** What somebody sets for a user. */
export interface NewAbsence {
	readonly guildId: string;
	readonly userId: string;
	/** Epoch milliseconds. */
	readonly until: number;
	readonly reason: string | null;
	readonly setBy: string;
}

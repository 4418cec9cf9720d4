import type { Absence } from '../interfaces/AbsenceSource.js';

/** An absence, with all that is needed to end it. */
export interface StoredAbsence extends Absence {
	readonly id: number;
	readonly guildId: string;
	/** The user that set it last. */
	readonly setBy: string;
	/** The role that was given for it and must still be taken; `null` if there is none. */
	readonly roleId: string | null;
}

/** An absence to set for a user. */
export interface NewAbsence {
	readonly guildId: string;
	readonly userId: string;
	/** Epoch milliseconds. */
	readonly until: number;
	readonly reason: string | null;
	readonly setBy: string;
}

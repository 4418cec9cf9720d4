import type { Period } from './ActivitySource.js';

/** A time in which a member is excused, as `/jamsu` set it. */
export interface Absence {
	readonly userId: string;
	/** Epoch milliseconds. */
	readonly from: number;
	/** Epoch milliseconds: the planned end, or the moment at which it was ended early. */
	readonly until: number;
	readonly reason: string | null;
}

/** The absences that reports need. */
export interface AbsenceSource {
	/** The absences that touch the period, by user id. */
	absencesIn(guildId: string, period: Period): ReadonlyMap<string, readonly Absence[]>;
}

import type { UserPatch } from './MemberEvent.js';
import type { MemberTable } from './MemberTable.js';
import type { Roster } from './Roster.js';

/** Rows of one guild, and whether the service keeps them true. */
export interface ReadRows {
	readonly table: MemberTable;
	/** They are a proven list, so who is not in it is no member. */
	readonly isProven: boolean;
	/** Whether the events of the guild still reach them. */
	readonly isKept: () => boolean;
	/** Whether they are true at this moment, or are being made so. */
	readonly isTrue: () => boolean;
	/** The last moment (monotonic ms) at which they were known to be true. */
	readonly knownAt: () => number;
	/** Takes over what is told of a user, unless they are true: then what is told may be older. */
	readonly tell: (userId: string, user: UserPatch) => void;
}

/** The rows of a roster. */
export function rosterRows(roster: Roster): ReadRows {
	const isTrue = () => roster.brokenBy === undefined;
	return {
		table: roster.table,
		isProven: true,
		isKept: () => roster.isBehindCache,
		isTrue,
		knownAt: () => roster.vouchedAt,
		tell: (userId, user) => void (isTrue() || roster.adopt(userId, user)),
	};
}

/**
 * Rows that prove nothing.
 *
 * @param isKept - whether a fetch keeps them true
 */
export function learnedRows(table: MemberTable, knownAt: number, isKept: () => boolean = () => false): ReadRows {
	return {
		table,
		isProven: false,
		isKept,
		isTrue: isKept,
		knownAt: () => knownAt,
		tell: (userId, user) => {
			if (!isKept()) table.apply({ type: 'update', userId, patch: { user }, provesMembership: false });
		},
	};
}

/** How new rows are, to be compared. Those that are true are newer than any others. */
export function ageOf(rows: ReadRows): number {
	return rows.isTrue() ? Number.POSITIVE_INFINITY : rows.knownAt();
}

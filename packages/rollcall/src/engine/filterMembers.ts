import { inTurns } from '../pacing/inTurns.js';
import type { AnySignal } from '../pacing/onAbort.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import { holds } from '../roster/holds.js';

/** Members judged in one turn of the event loop: a few milliseconds of work. */
const TURN_SIZE = 1_000;

/** The members for which a predicate is true. */
export interface FilteredMembers<Member> {
	readonly chosen: [userId: string, member: Member][];
	readonly roster: ColumnsView;
}

/** How the members of a view are read, one after the other. */
export interface MemberReader<Member> {
	read(row: number): Member;
	/** The member is chosen, and is given to the caller. */
	keep?(member: Member): void;
}

/**
 * Makes each member of the view, and keeps those for which `predicate` is true. Other work gets its turn in between,
 * and members that are not chosen are dropped, so a million members cost neither a stall nor a million objects.
 */
export async function filterMembers<Member>(
	view: ColumnsView,
	reader: MemberReader<Member>,
	predicate: (member: Member) => boolean,
	signal?: AnySignal,
): Promise<FilteredMembers<Member>> {
	const { columns } = view;
	const chosen: [string, Member][] = [];
	const rows: number[] = [];
	await inTurns(view.rowNumbers(), TURN_SIZE, (row) => {
		if (signal?.aborted) return; // nobody reads the result
		const member = reader.read(row);
		if (!holds(predicate, member)) return;
		reader.keep?.(member);
		chosen.push([columns.idOf(row), member]);
		rows.push(row);
	});
	return { chosen, roster: view.of(Uint32Array.from(rows)) };
}

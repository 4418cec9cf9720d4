import type { RawMember } from '../interfaces/ITransport.js';
import { inTurns } from '../pacing/inTurns.js';
import type { AnySignal } from '../pacing/onAbort.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import { holds } from '../roster/holds.js';

/** Takes the members for which a predicate is true. A Map that is made of a million entries at once takes a second. */
export type Chosen<Member> = Pick<Map<string, Member>, 'set' | 'clear'>;

/**
 * Makes each member of the view, and keeps those for which `predicate` is true. Other work gets its turn in between,
 * and members that are not chosen are dropped, so a million members cost neither a stall nor a million objects.
 *
 * @param chosen - gets the members that were made
 */
export async function filterMembers<Member>(
	view: ColumnsView,
	make: (raw: RawMember) => Member,
	predicate: (member: Member) => boolean,
	chosen?: Chosen<Member>,
	signal?: AnySignal,
): Promise<ColumnsView> {
	const { columns, bound } = view;
	const rows: number[] = [];
	chosen?.clear();
	await inTurns(view.rowNumbers(), (row) => {
		if (signal?.aborted) return; // nobody reads the result
		const member = make(columns.read(row, bound));
		if (!holds(predicate, member)) return;
		chosen?.set(columns.idOf(row), member);
		rows.push(row);
	});
	return view.of(Uint32Array.from(rows));
}

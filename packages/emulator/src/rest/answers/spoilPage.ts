import type { RestFault } from '../../faults/index.js';

/** Spoils a page as the fault says: empty, short, in another order, or with repeated rows. Other bodies stay. */
export function spoilPage(body: unknown, fault: RestFault): unknown {
	if (!Array.isArray(body)) return body;
	let rows: unknown[] = fault.emptyPage ? [] : body;
	if (fault.shortPage !== undefined) rows = rows.slice(0, fault.shortPage);
	if (fault.unsorted) rows = rows.toReversed();
	if (fault.repeatRows !== undefined) rows = [...rows, ...rows.slice(0, fault.repeatRows)];
	return rows;
}

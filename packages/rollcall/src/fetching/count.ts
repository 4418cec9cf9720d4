/** Rows that may be a whole list, and how many joins and leaves their number may lack. */
export interface Counted {
	readonly size: number;
	readonly movedCount: number;
}

/** Clients count members by events, and drift. If the difference is this share of all, the count may be what is wrong. */
const DRIFT = 0.01;

/** Whether a list has fewer members than Discord's count, its drift, and the joins and leaves allow for. */
export function fallsShort(rows: Counted, memberCount: number | undefined): boolean {
	if (memberCount === undefined || rows.size >= memberCount * (1 - DRIFT)) return false;
	return memberCount - rows.size > memberCount * DRIFT + rows.movedCount;
}

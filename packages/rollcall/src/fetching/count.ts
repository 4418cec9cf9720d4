import type { Draft } from './Draft.js';

/** Clients count members by events, and drift. If the difference is this share of all, the count may be what is wrong. */
const DRIFT = 0.01;

/** Whether a list has fewer members than Discord's count, its drift, and the joins and leaves allow for. */
export function fallsShort(draft: Draft, memberCount: number | undefined): boolean {
	if (memberCount === undefined || draft.size >= memberCount * (1 - DRIFT)) return false;
	return memberCount - draft.size > memberCount * DRIFT + draft.movedCount;
}

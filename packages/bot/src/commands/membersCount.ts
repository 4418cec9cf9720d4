import type { MembersResult } from 'rollcall';
import { type Localiser, percentOf, whyNotComplete } from '../localisation/index.js';
import { membersTexts } from './membersTexts.js';

/** How many members there are, and whether the list is complete, in words. */
export function describeList(t: Localiser, result: Pick<MembersResult, 'metadata' | 'error'>): string {
	const { complete, totalCount, expectedCount, coverage } = result.metadata;
	if (complete) return t(membersTexts.complete, { count: totalCount });
	return t(membersTexts.incomplete, {
		known: totalCount,
		expected: expectedCount,
		percent: percentOf(coverage),
		reason: whyNotComplete(result),
	});
}

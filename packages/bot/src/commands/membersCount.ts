import type { FetchMetadata } from 'rollcall';
import { type Localiser, percentOf } from '../localisation/index.js';
import { membersTexts } from './membersTexts.js';

/** How many members there are, and whether the list is complete, in words. */
export function describeList(
	t: Localiser,
	{ complete, totalCount, expectedCount, coverage, reason }: FetchMetadata,
): string {
	if (complete) return t(membersTexts.complete, { count: totalCount });
	return t(membersTexts.incomplete, {
		known: totalCount,
		expected: expectedCount,
		percent: percentOf(coverage),
		reason: reason ?? '',
	});
}

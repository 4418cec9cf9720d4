import type { AnswerOutcome } from '../engine/Answer.js';
import { because } from '../errors/because.js';
import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchMetadata } from '../interfaces/FetchMetadata.js';

/** An answer of which nothing is here. */
export function failedOutcome(error: MemberFetchError, fetchTime: number): AnswerOutcome {
	const metadata: FetchMetadata = {
		status: 'partial',
		complete: false,
		totalCount: 0,
		expectedCount: 0,
		coverage: 0,
		asOf: 0,
		fetchTime,
		cacheHit: false,
		retryCount: 0,
		fallbackUsed: false,
		source: 'partial_fetch',
		via: [],
		requests: { gateway: 0, rest: 0 },
		presences: false,
		reason: error.message,
	};
	return { success: false, metadata, error };
}

/**
 * An answer of which only some members are here, whatever its owner says of all of them.
 *
 * @param size - members in the owner's answer
 */
export function shortOutcome(
	whole: AnswerOutcome,
	received: number,
	size: number,
	error: MemberFetchError,
): AnswerOutcome {
	const { expectedCount, totalCount, coverage } = whole.metadata;
	const metadata: FetchMetadata = {
		...whole.metadata,
		...('memberCount' in whole.metadata && { memberCount: received }),
		status: 'partial',
		complete: false,
		totalCount: received,
		expectedCount: Math.max(expectedCount, totalCount),
		coverage: size === 0 ? 0 : (coverage * received) / size,
		source: 'partial_fetch',
		reason: because('rowsOnTheWay', { received, count: size, why: error.message }),
	};
	return { success: received > 0, metadata, error };
}

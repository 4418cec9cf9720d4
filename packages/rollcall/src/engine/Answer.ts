import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { AnswerSource, FetchMetadata, RequestCount, RosterStatus, Via } from '../interfaces/FetchMetadata.js';
import type { IClock } from '../interfaces/IClock.js';
import type { ColumnsView } from '../roster/ColumnsView.js';

/** An answer before it is dressed for a client library. */
export interface Answer {
	readonly success: boolean;
	readonly view: ColumnsView;
	readonly metadata: FetchMetadata;
	readonly error?: MemberFetchError;
}

/** What an answer is made of; times in monotonic ms. */
export interface AnswerFacts {
	readonly status: RosterStatus;
	readonly view: ColumnsView;
	/** `undefined`: nobody has told. */
	readonly expectedCount: number | undefined;
	/** `undefined`: nothing was learned. */
	readonly asOf: number | undefined;
	readonly startedAt: number;
	readonly source: AnswerSource;
	readonly via: Iterable<Via>;
	readonly requests: RequestCount;
	readonly retryCount: number;
	readonly fallbackUsed: boolean;
	readonly cacheHit: boolean;
	/** Discord's count of members says something else than a complete list, and that is why. */
	readonly countDoubt?: string | undefined;
	readonly reason?: string | undefined;
	readonly error?: MemberFetchError | undefined;
}

export function makeAnswer(clock: IClock, facts: AnswerFacts): Answer {
	const { view, status, error, countDoubt, reason = countDoubt } = facts;
	const isSettled = status === 'complete' && countDoubt === undefined;
	const expectedCount = isSettled ? view.size : Math.max(facts.expectedCount ?? 0, view.size);
	const isTold = status === 'complete' || facts.expectedCount !== undefined;
	const now = clock.now();
	const metadata: FetchMetadata = {
		status,
		complete: status === 'complete',
		totalCount: view.size,
		expectedCount,
		coverage: expectedCount === 0 || !isTold ? 0 : view.size / expectedCount,
		asOf: facts.asOf === undefined ? 0 : Math.round(clock.wallNow() - (now - facts.asOf)),
		fetchTime: now - facts.startedAt,
		cacheHit: facts.cacheHit,
		retryCount: facts.retryCount,
		fallbackUsed: facts.fallbackUsed,
		source: facts.source,
		via: [...facts.via],
		requests: { ...facts.requests },
		...(reason !== undefined && { reason }),
	};
	return { success: view.size > 0, view, metadata, ...(error && { error }) };
}

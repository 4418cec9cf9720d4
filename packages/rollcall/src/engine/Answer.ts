import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { AnswerSource, FetchMetadata, RequestCount, RosterStatus, Via } from '../interfaces/FetchMetadata.js';
import type { IClock } from '../interfaces/IClock.js';
import type { ColumnsView } from '../roster/ColumnsView.js';

/** The answer to a call, before a client library's objects are made of it. */
export interface Answer {
	readonly success: boolean;
	readonly view: ColumnsView;
	readonly metadata: FetchMetadata;
	readonly error?: MemberFetchError;
}

/** The requests that an answer cost. */
export interface Cost {
	readonly via: Iterable<Via>;
	readonly requests: RequestCount;
	readonly retryCount: number;
}

const NOTHING_ASKED: Cost = { via: [], requests: { gateway: 0, rest: 0 }, retryCount: 0 };

/** The parts of an answer; times in monotonic ms. */
export interface AnswerFacts {
	readonly status: RosterStatus;
	readonly view: ColumnsView;
	/** `undefined` if it is not known. */
	readonly expectedCount: number | undefined;
	/** `undefined` if nothing was learned. */
	readonly asOf: number | undefined;
	readonly startedAt: number;
	readonly source: AnswerSource;
	/** @defaultValue nothing was asked */
	readonly cost?: Cost | undefined;
	/** @defaultValue false */
	readonly fallbackUsed?: boolean;
	/** @defaultValue false */
	readonly cacheHit?: boolean;
	/** @defaultValue false */
	readonly presences?: boolean | undefined;
	/** Why a complete list differs from Discord's own count of members. */
	readonly countDoubt?: string | undefined;
	readonly reason?: string | undefined;
	readonly error?: MemberFetchError | undefined;
}

export function makeAnswer(clock: IClock, facts: AnswerFacts): Answer {
	const { view, status, source, error, countDoubt, reason = countDoubt, cost = NOTHING_ASKED } = facts;
	const isSettled = status === 'complete' && countDoubt === undefined;
	const expectedCount = isSettled ? view.size : Math.max(facts.expectedCount ?? 0, view.size);
	const isTold = status === 'complete' || facts.expectedCount !== undefined;
	const isFromMemory = source === 'cache' || source === 'fallback';
	const now = clock.now();
	const metadata: FetchMetadata = {
		status,
		complete: status === 'complete',
		totalCount: view.size,
		expectedCount,
		coverage: expectedCount === 0 || !isTold ? 0 : view.size / expectedCount,
		asOf: facts.asOf === undefined ? 0 : Math.round(clock.wallNow() - (now - facts.asOf)),
		fetchTime: now - facts.startedAt,
		cacheHit: facts.cacheHit ?? false,
		retryCount: cost.retryCount,
		fallbackUsed: facts.fallbackUsed ?? false,
		source,
		via: isFromMemory ? ['memory', ...cost.via] : [...cost.via],
		requests: { ...cost.requests },
		presences: facts.presences ?? false,
		...(reason !== undefined && { reason }),
	};
	return { success: view.size > 0, view, metadata, ...(error && { error }) };
}

/** The parts of an answer beside its members. */
export type AnswerOutcome = Pick<Answer, 'success' | 'metadata' | 'error'>;

export function outcomeOf({ success, metadata, error }: Answer): AnswerOutcome {
	return { success, metadata, ...(error && { error }) };
}

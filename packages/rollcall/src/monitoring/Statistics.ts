import type { ErrorCode } from '../errors/codes.js';
import type { AnswerSource, FetchMetadata, RequestCount } from '../interfaces/FetchMetadata.js';
import type { AnswerCounts, FetchStatistics } from '../interfaces/FetchStatistics.js';
import type { IClock } from '../interfaces/IClock.js';
import { aTally, countIn, type Tally } from './Tally.js';

/** An answer that a caller got, as far as it is counted. */
export interface CountedAnswer {
	readonly metadata: FetchMetadata;
	readonly success: boolean;
	readonly errorCode?: ErrorCode | undefined;
	/** It is from a fetch that another caller began. */
	readonly joined: boolean;
}

/** Counts the answers of the service and its requests to Discord, since the last reset and in all. Every figure is measured. */
export class Statistics {
	readonly #clock: IClock;
	/** Since the service was made. A counter that goes back to zero would look like a restart to a collector. */
	readonly #all: Tally;
	#sinceReset: Tally;

	constructor(clock: IClock) {
		this.#clock = clock;
		this.#all = aTally(clock.wallNow());
		this.#sinceReset = aTally(clock.wallNow());
	}

	/** Counts one answer, once for each caller that gets it. */
	recordAnswer(answer: CountedAnswer): void {
		this.#count((tally) => addAnswer(tally, answer));
	}

	/** Counts a call about roles that was answered from memory. */
	recordRoleCacheHit(): void {
		this.#count((tally) => tally.roleCacheHits++);
	}

	/** Counts a request that is sent to Discord. */
	countRequest(kind: keyof RequestCount): void {
		this.#count(({ requests }) => requests[kind]++);
	}

	/** Counts a request that Discord refused for its rate. */
	countRefusal(kind: keyof RequestCount): void {
		this.#count(({ refusals }) => refusals[kind]++);
	}

	/** Counts a dispatch about a member, by its name. */
	countEvent(name: string): void {
		this.#count(({ events }) => countIn(events, name));
	}

	/** Counts a list that was evicted for lack of room. */
	countEviction(): void {
		this.#count((tally) => tally.evictions++);
	}

	/** Counts a write that the store refused, because this process did not own the shard any more. */
	countFenced(): void {
		this.#count((tally) => tally.fencedWrites++);
	}

	/**
	 * The figures at this moment; later answers do not change them.
	 *
	 * `completeAnswers`, `partialAnswers` and `staleAnswers` split the successful answers. `averageFetchTime` and
	 * `averageRetryCount` are over the answers that are not from memory, joined ones included; 0 if there are none.
	 */
	snapshot(): FetchStatistics {
		return describe(this.#sinceReset);
	}

	/** The same since the service was made: a reset does not change it. */
	totals(): FetchStatistics {
		return describe(this.#all);
	}

	/** Sets all figures but the totals back to zero. */
	reset(): void {
		this.#sinceReset = aTally(this.#clock.wallNow());
	}

	#count(add: (tally: Tally) => void): void {
		add(this.#all);
		add(this.#sinceReset);
	}
}

function addAnswer(tally: Tally, { metadata, success, errorCode, joined }: CountedAnswer): void {
	tally.total++;
	tally.answers[metadata.source][success ? metadata.status : 'failed']++;
	if (success) {
		tally.successful++;
		tally[metadata.status]++;
	}
	if (joined) tally.joined++;
	if (metadata.fallbackUsed) tally.fallbacks++;
	if (errorCode !== undefined) countIn(tally.errors, errorCode);
	if (metadata.cacheHit) {
		tally.cacheHits++;
		return;
	}
	tally.fetchTimeSum += metadata.fetchTime;
	tally.retrySum += metadata.retryCount;
}

function describe(tally: Tally): FetchStatistics {
	const fetched = tally.total - tally.cacheHits;
	return {
		totalRequests: tally.total,
		successfulRequests: tally.successful,
		failedRequests: tally.total - tally.successful,
		completeAnswers: tally.complete,
		partialAnswers: tally.partial,
		staleAnswers: tally.stale,
		cacheHits: tally.cacheHits,
		joinedFetches: tally.joined,
		answers: copy(tally.answers),
		roleCacheHits: tally.roleCacheHits,
		averageFetchTime: average(tally.fetchTimeSum, fetched),
		averageRetryCount: average(tally.retrySum, fetched),
		fallbackUsageCount: tally.fallbacks,
		requests: { ...tally.requests },
		refusals: { ...tally.refusals },
		errors: Object.fromEntries(tally.errors),
		events: Object.fromEntries(tally.events),
		evictions: tally.evictions,
		fencedWrites: tally.fencedWrites,
		lastResetTime: tally.startedAt,
	};
}

function copy(answers: AnswerCounts): AnswerCounts {
	const entries = Object.entries(answers) as [AnswerSource, AnswerCounts[AnswerSource]][];
	return Object.fromEntries(entries.map(([source, counts]) => [source, { ...counts }])) as AnswerCounts;
}

function average(sum: number, count: number): number {
	return count === 0 ? 0 : sum / count;
}

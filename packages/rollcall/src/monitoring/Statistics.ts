import type { ErrorCode } from '../errors/codes.js';
import type { FetchMetadata, RequestCount } from '../interfaces/FetchMetadata.js';
import type { FetchStatistics } from '../interfaces/FetchStatistics.js';
import type { IClock } from '../interfaces/IClock.js';

/** An answer that a caller got, as far as it is counted. */
export interface CountedAnswer {
	readonly metadata: FetchMetadata;
	readonly success: boolean;
	readonly errorCode?: ErrorCode | undefined;
	/** It is from a fetch that another caller began. */
	readonly joined: boolean;
}

/** The sums of one period. */
interface Tally {
	readonly startedAt: number;
	readonly requests: RequestCount;
	readonly refusals: RequestCount;
	readonly errors: Map<string, number>;
	total: number;
	successful: number;
	complete: number;
	partial: number;
	stale: number;
	cacheHits: number;
	joined: number;
	roleCacheHits: number;
	fallbacks: number;
	/** Over answers that are not from memory. */
	fetchTimeSum: number;
	retrySum: number;
}

/** Counts the answers of the service and its requests to Discord since the last reset. Every figure is measured. */
export class Statistics {
	readonly #clock: IClock;
	#tally: Tally;

	constructor(clock: IClock) {
		this.#clock = clock;
		this.#tally = aTally(clock.wallNow());
	}

	/** Counts one answer, once for each caller that gets it. */
	recordAnswer({ metadata, success, errorCode, joined }: CountedAnswer): void {
		const tally = this.#tally;
		tally.total++;
		if (success) {
			tally.successful++;
			tally[metadata.status]++;
		}
		if (joined) tally.joined++;
		if (metadata.fallbackUsed) tally.fallbacks++;
		if (errorCode !== undefined) tally.errors.set(errorCode, (tally.errors.get(errorCode) ?? 0) + 1);
		if (metadata.cacheHit) {
			tally.cacheHits++;
			return;
		}
		tally.fetchTimeSum += metadata.fetchTime;
		tally.retrySum += metadata.retryCount;
	}

	/** Counts a call about roles that was answered from memory. */
	recordRoleCacheHit(): void {
		this.#tally.roleCacheHits++;
	}

	/** Counts a request that is sent to Discord. */
	countRequest(kind: keyof RequestCount): void {
		this.#tally.requests[kind]++;
	}

	/** Counts a request that Discord refused for its rate. */
	countRefusal(kind: keyof RequestCount): void {
		this.#tally.refusals[kind]++;
	}

	/**
	 * The figures at this moment; later answers do not change them.
	 *
	 * `completeAnswers`, `partialAnswers` and `staleAnswers` split the successful answers. `averageFetchTime` and
	 * `averageRetryCount` are over the answers that are not from memory, joined ones included; 0 if there are none.
	 */
	snapshot(): FetchStatistics {
		const tally = this.#tally;
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
			roleCacheHits: tally.roleCacheHits,
			averageFetchTime: average(tally.fetchTimeSum, fetched),
			averageRetryCount: average(tally.retrySum, fetched),
			fallbackUsageCount: tally.fallbacks,
			requests: { ...tally.requests },
			refusals: { ...tally.refusals },
			errors: Object.fromEntries(tally.errors),
			lastResetTime: tally.startedAt,
		};
	}

	/** Sets all figures back to zero. */
	reset(): void {
		this.#tally = aTally(this.#clock.wallNow());
	}
}

function average(sum: number, count: number): number {
	return count === 0 ? 0 : sum / count;
}

function aTally(startedAt: number): Tally {
	const sums = { total: 0, successful: 0, complete: 0, partial: 0, stale: 0, cacheHits: 0, joined: 0 };
	const more = { roleCacheHits: 0, fallbacks: 0, fetchTimeSum: 0, retrySum: 0 };
	const counts = { requests: { gateway: 0, rest: 0 }, refusals: { gateway: 0, rest: 0 } };
	return { startedAt, ...counts, errors: new Map(), ...sums, ...more };
}

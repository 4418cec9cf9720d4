import type { AnswerSource, RequestCount } from '../interfaces/FetchMetadata.js';
import type { AnswerEnd } from '../interfaces/FetchStatistics.js';

const SOURCES: readonly AnswerSource[] = ['cache', 'full_fetch', 'partial_fetch', 'fallback'];

/** The sums of one period. */
export interface Tally {
	readonly startedAt: number;
	readonly requests: RequestCount;
	readonly refusals: RequestCount;
	readonly errors: Map<string, number>;
	readonly events: Map<string, number>;
	readonly answers: Record<AnswerSource, Record<AnswerEnd, number>>;
	total: number;
	successful: number;
	complete: number;
	partial: number;
	stale: number;
	cacheHits: number;
	joined: number;
	roleCacheHits: number;
	fallbacks: number;
	evictions: number;
	fencedWrites: number;
	/** Over answers that are not from memory. */
	fetchTimeSum: number;
	retrySum: number;
}

/** @param startedAt - epoch ms */
export function aTally(startedAt: number): Tally {
	const none = () => ({ complete: 0, partial: 0, stale: 0, failed: 0 });
	const answers = Object.fromEntries(SOURCES.map((source) => [source, none()])) as Tally['answers'];
	const counts = { requests: { gateway: 0, rest: 0 }, refusals: { gateway: 0, rest: 0 }, answers };
	const sums = { total: 0, successful: 0, complete: 0, partial: 0, stale: 0, cacheHits: 0, joined: 0 };
	const more = { roleCacheHits: 0, fallbacks: 0, evictions: 0, fencedWrites: 0, fetchTimeSum: 0, retrySum: 0 };
	return { startedAt, ...counts, errors: new Map(), events: new Map(), ...sums, ...more };
}

/** Counts one more of a name. */
export function countIn(counts: Map<string, number>, name: string): void {
	counts.set(name, (counts.get(name) ?? 0) + 1);
}

import { describe, expect, it } from 'vitest';
import type { FetchMetadata } from '../interfaces/FetchMetadata.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { type CountedAnswer, Statistics } from './Statistics.js';

function anAnswer(
	metadata: Partial<FetchMetadata> = {},
	rest: Partial<Omit<CountedAnswer, 'metadata'>> = {},
): CountedAnswer {
	const complete: FetchMetadata = {
		status: 'complete',
		complete: true,
		totalCount: 10,
		expectedCount: 10,
		coverage: 1,
		asOf: 1,
		fetchTime: 100,
		cacheHit: false,
		retryCount: 0,
		fallbackUsed: false,
		source: 'full_fetch',
		via: ['gateway'],
		requests: { gateway: 1, rest: 0 },
		presences: false,
	};
	return { metadata: { ...complete, ...metadata }, success: true, joined: false, ...rest };
}

describe('Statistics', () => {
	it('is all zero at first, averages too', () => {
		const clock = new VirtualClock();
		const { requests, refusals, errors, events, answers, lastResetTime, ...figures } = new Statistics(clock).snapshot();
		expect(new Set(Object.values(figures))).toEqual(new Set([0]));
		expect([requests, refusals]).toEqual([
			{ gateway: 0, rest: 0 },
			{ gateway: 0, rest: 0 },
		]);
		expect([errors, events]).toEqual([{}, {}]);
		expect(Object.keys(answers)).toEqual(['cache', 'full_fetch', 'partial_fetch', 'fallback']);
		expect(new Set(Object.values(answers).flatMap((counts) => Object.values(counts)))).toEqual(new Set([0]));
		expect(lastResetTime).toBe(clock.wallNow());
	});

	it('counts answers by outcome, and splits the successful ones by status', () => {
		const statistics = new Statistics(new VirtualClock());
		statistics.recordAnswer(anAnswer());
		statistics.recordAnswer(anAnswer({ status: 'partial' }, { errorCode: 'DEADLINE' }));
		statistics.recordAnswer(anAnswer({ status: 'stale' }, { errorCode: 'SESSION_LOST' }));
		statistics.recordAnswer(anAnswer({ status: 'partial' }, { success: false, errorCode: 'ABORTED' }));
		statistics.recordAnswer(anAnswer({ status: 'partial' }, { success: false, errorCode: 'ABORTED' }));
		expect(statistics.snapshot()).toMatchObject({
			totalRequests: 5,
			successfulRequests: 3,
			failedRequests: 2,
			completeAnswers: 1,
			partialAnswers: 1,
			staleAnswers: 1,
			errors: { DEADLINE: 1, SESSION_LOST: 1, ABORTED: 2 },
		});
	});

	it('averages over the answers for which something was fetched', () => {
		const statistics = new Statistics(new VirtualClock());
		statistics.recordAnswer(anAnswer({ fetchTime: 100, retryCount: 0 }));
		statistics.recordAnswer(anAnswer({ fetchTime: 300, retryCount: 3, fallbackUsed: true }, { joined: true }));
		statistics.recordAnswer(anAnswer({ fetchTime: 1, cacheHit: true }));
		expect(statistics.snapshot()).toMatchObject({
			averageFetchTime: 200,
			averageRetryCount: 1.5,
			cacheHits: 1,
			joinedFetches: 1,
			fallbackUsageCount: 1,
		});
	});

	it('counts requests and refusals by kind, and role hits apart from cache hits', () => {
		const statistics = new Statistics(new VirtualClock());
		for (const kind of ['gateway', 'rest', 'rest'] as const) statistics.countRequest(kind);
		statistics.countRefusal('gateway');
		statistics.recordRoleCacheHit();
		expect(statistics.snapshot()).toMatchObject({
			requests: { gateway: 1, rest: 2 },
			refusals: { gateway: 1, rest: 0 },
			roleCacheHits: 1,
			cacheHits: 0,
		});
	});

	it('counts answers by source and outcome, events by name, and evictions', () => {
		const statistics = new Statistics(new VirtualClock());
		statistics.recordAnswer(anAnswer());
		statistics.recordAnswer(anAnswer({ source: 'cache', cacheHit: true }));
		statistics.recordAnswer(anAnswer({ source: 'fallback', status: 'stale' }));
		statistics.recordAnswer(anAnswer({ source: 'partial_fetch', status: 'partial' }, { success: false }));
		for (const name of ['GUILD_MEMBER_ADD', 'GUILD_MEMBER_ADD', 'USER_UPDATE']) statistics.countEvent(name);
		statistics.countEviction();
		const { answers, events, evictions } = statistics.snapshot();
		expect(answers).toMatchObject({
			full_fetch: { complete: 1, failed: 0 },
			cache: { complete: 1 },
			fallback: { stale: 1 },
			partial_fetch: { partial: 0, failed: 1 },
		});
		expect([events, evictions]).toEqual([{ GUILD_MEMBER_ADD: 2, USER_UPDATE: 1 }, 1]);
	});

	it('goes on counting in all over a reset', () => {
		const statistics = new Statistics(new VirtualClock());
		const countOnce = () => {
			statistics.recordAnswer(anAnswer({}, { errorCode: 'INCOMPLETE' }));
			statistics.countRequest('rest');
			statistics.countRefusal('rest');
			statistics.countEvent('USER_UPDATE');
			statistics.countEviction();
			statistics.countFenced();
		};
		countOnce();
		statistics.reset();
		countOnce();
		const one = {
			totalRequests: 1,
			requests: { rest: 1 },
			refusals: { rest: 1 },
			errors: { INCOMPLETE: 1 },
			evictions: 1,
			fencedWrites: 1,
		};
		const two = {
			totalRequests: 2,
			requests: { rest: 2 },
			refusals: { rest: 2 },
			errors: { INCOMPLETE: 2 },
			evictions: 2,
			fencedWrites: 2,
		};
		expect(statistics.snapshot()).toMatchObject({ ...one, answers: { full_fetch: { complete: 1 } } });
		expect(statistics.totals()).toMatchObject({ ...two, answers: { full_fetch: { complete: 2 } } });
	});

	it('starts at zero after a reset, and leaves earlier snapshots as they were', async () => {
		const clock = new VirtualClock();
		const statistics = new Statistics(clock);
		statistics.recordAnswer(anAnswer({}, { errorCode: 'INCOMPLETE' }));
		statistics.countRequest('rest');
		const before = statistics.snapshot();
		await clock.advance(5_000);
		statistics.reset();
		expect(statistics.snapshot()).toEqual(new Statistics(clock).snapshot());
		expect(before).toMatchObject({ totalRequests: 1, requests: { rest: 1 }, errors: { INCOMPLETE: 1 } });
		expect(statistics.snapshot().lastResetTime - before.lastResetTime).toBe(5_000);
	});
});

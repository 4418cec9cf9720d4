import { describe, expect, it } from 'vitest';
import { assessHealth, type HealthFacts } from './Health.js';

const bounds = { maxCacheSize: 100, maxBytes: 1_000 };
const aCache = (guilds: number, bytes: number): HealthFacts['cache'] => ({
	room: { guilds, bytes },
	bounds,
});

/** Facts of a fresh service, but for what is given. */
const facts = (given: Partial<HealthFacts> = {}): HealthFacts => ({
	closed: false,
	recent: [],
	errorCount: 0,
	cache: aCache(0, 0),
	gate: { throttled: false, blocked: false },
	...given,
});
const outcomes = (complete: number, failed: number) => [
	...Array<boolean>(failed).fill(false),
	...Array<boolean>(complete).fill(true),
];

describe('assessHealth', () => {
	it('calls a fresh service healthy, without a reason', () => {
		expect(assessHealth(facts())).toEqual({
			status: 'healthy',
			cacheStatus: 'healthy',
			rateLimitStatus: 'normal',
			errorCount: 0,
			reasons: [],
			findings: [],
		});
	});

	it('passes on the error count and the time of the last success', () => {
		expect(assessHealth(facts({ errorCount: 7, lastSuccessfulFetch: 123 }))).toMatchObject({
			errorCount: 7,
			lastSuccessfulFetch: 123,
			status: 'healthy',
		});
	});

	it.each([
		['all complete', outcomes(20, 0), 'healthy', []],
		['a quarter failed, not the last', outcomes(15, 5), 'healthy', []],
		['more than a quarter failed', outcomes(14, 6), 'degraded', ['6 of the last 20 fetches were not complete.']],
		['half failed', outcomes(10, 10), 'degraded', ['10 of the last 20 fetches were not complete.']],
		['more than half failed', outcomes(9, 11), 'unhealthy', ['11 of the last 20 fetches were not complete.']],
		['the only fetch failed', [false], 'degraded', ['The last fetch was not complete.']],
		['both fetches failed', [false, false], 'degraded', ['The last fetch was not complete.']],
		['all three failed', outcomes(0, 3), 'unhealthy', ['3 of the last 3 fetches were not complete.']],
		['only the last failed', [...outcomes(9, 0), false], 'degraded', ['The last fetch was not complete.']],
	] as const)('judges by the recent fetches: %s', (_, recent, status, reasons) => {
		expect(assessHealth(facts({ recent }))).toMatchObject({ status, reasons });
	});

	it('calls a closed service unhealthy', () => {
		expect(assessHealth(facts({ closed: true }))).toMatchObject({
			status: 'unhealthy',
			reasons: ['The service was closed.'],
		});
	});

	it('reports a full cache and how to enlarge it, and stays healthy', () => {
		const report = assessHealth(facts({ cache: aCache(100, 10) }));
		expect(report).toMatchObject({ status: 'healthy', cacheStatus: 'full' });
		expect(report.reasons[0]).toContain('100 of 100 guilds');
		expect(report.reasons[0]).toContain('cache.maxCacheSize');
	});

	it('calls a cache full when one more guild of the mean size would take too many bytes', () => {
		expect(assessHealth(facts({ cache: aCache(4, 800) })).cacheStatus).toBe('healthy');
		const report = assessHealth(facts({ cache: aCache(4, 801) }));
		expect(report).toMatchObject({ status: 'healthy', cacheStatus: 'full' });
		expect(report.reasons).toEqual([
			'The cache is full (801 of 1000 bytes in 4 guilds): one more guild as large as these evicts another. Raise cache.maxBytes.',
		]);
	});

	it('counts guilds behind caches in bytes only', () => {
		const many = assessHealth(facts({ cache: { ...aCache(0, 500), behindCaches: 400 } }));
		expect(many).toMatchObject({ cacheStatus: 'healthy', reasons: [] });
		const report = assessHealth(facts({ cache: { ...aCache(1, 990), behindCaches: 4 } }));
		expect(report.reasons).toEqual([expect.stringContaining('(990 of 1000 bytes in 5 guilds)')]);
	});

	it.each([
		[{ guilds: 120, bytes: 900 }, 'Raise cache.maxCacheSize from 100 to at least 120.'],
		[{ guilds: 90, bytes: 2_000 }, 'Raise cache.maxBytes from 1000 to at least 2000.'],
		[
			{ guilds: 120, bytes: 2_000 },
			'Raise cache.maxCacheSize from 100 to at least 120 and cache.maxBytes from 1000 to at least 2000.',
		],
	])('is degraded while guilds evict each other, and names the room that %o need', (needed, cure) => {
		const eviction = { fetches: 12, returns: 7, needed };
		const report = assessHealth(facts({ cache: { ...aCache(100, 990), eviction } }));
		expect(report).toMatchObject({ status: 'degraded', cacheStatus: 'full' });
		expect(report.reasons).toEqual([
			`7 of the last 12 fetches were for guilds whose true roster had been evicted for lack of room: more guilds are in use than fit. ${cure}`,
		]);
	});

	it('reports a wait for a gate and stays healthy', () => {
		const report = assessHealth(facts({ gate: { throttled: true, blocked: false } }));
		expect(report).toMatchObject({ status: 'healthy', rateLimitStatus: 'throttled' });
		expect(report.reasons).toHaveLength(1);
	});

	it('is degraded while Discord refuses, even if others merely wait', () => {
		const report = assessHealth(facts({ gate: { throttled: true, blocked: true } }));
		expect(report).toMatchObject({ status: 'degraded', rateLimitStatus: 'blocked' });
	});

	it('gives every reason, and the worst decides', () => {
		const gate = { throttled: false, blocked: true };
		const report = assessHealth(facts({ recent: outcomes(0, 5), gate, closed: true }));
		expect(report.status).toBe('unhealthy');
		expect(report.reasons).toHaveLength(3);
	});
});

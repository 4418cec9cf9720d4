import { getEventListeners } from 'node:events';
import { Counter, register as defaultRegister, type OpenMetricsContentType, Registry } from 'prom-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FetchMetadata } from '../interfaces/FetchMetadata.js';
import { figuresOf } from '../monitoring/figures.js';
import { figuresOfNothing } from '../tests/figuresOfNothing.js';
import { collectMetrics } from './collectMetrics.js';
import { METRIC_NAMES } from './MetricSet.js';
import type { MetricsOptions } from './MetricsOptions.js';

const METADATA: FetchMetadata = {
	status: 'complete',
	complete: true,
	totalCount: 1,
	expectedCount: 1,
	coverage: 1,
	asOf: 1,
	fetchTime: 700,
	cacheHit: false,
	retryCount: 0,
	fallbackUsed: false,
	source: 'full_fetch',
	via: ['gateway'],
	requests: { gateway: 1, rest: 0 },
	presences: false,
};

/** A service whose figures are collected, and what a scrape says of it. */
function aCollection(options: MetricsOptions = {}) {
	const register = new Registry();
	const stage = figuresOfNothing();
	const stop = collectMetrics(stage.service, { register, ...options });
	const scrape = async () => (await register.metrics()).split('\n').filter((line) => line !== '');
	const lines = async (name: string) => (await scrape()).filter((line) => new RegExp(`^${name}[{ ]`).test(line));
	return { ...stage, register, stop, scrape, lines };
}

describe('the names', () => {
	it('follow the conventions: counters alone end in _total, and units are base units', async () => {
		const { register } = aCollection();
		const metrics = await register.getMetricsAsJSON();
		expect(metrics.map(({ name }) => name)).toEqual(METRIC_NAMES.map((name) => `rollcall_${name}`));
		for (const { name, type, help } of metrics) {
			expect(`${name} ${name.endsWith('_total')}`).toBe(`${name} ${String(type) === 'counter'}`);
			expect(name).not.toMatch(/(?:_ms|_milliseconds|_minutes|_kb|_mb|_megabytes|_ratio|_percent)(?:_|$)/);
			expect(help).toMatch(/^[A-Z1].+\.$/);
		}
	});

	it('have the prefix that is asked for', async () => {
		const { scrape } = aCollection({ prefix: 'bot_' });
		const names = (await scrape()).filter((line) => !line.startsWith('#'));
		expect(names.filter((line) => !line.startsWith('bot_'))).toEqual([]);
	});

	it('are the same for a register of OpenMetrics, scrape after scrape', async () => {
		const register = new Registry<OpenMetricsContentType>();
		register.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
		const stage = figuresOfNothing();
		const stop = collectMetrics(stage.service, { register });
		stage.statistics.countRequest('rest');
		for (let scrape = 0; scrape < 2; scrape++) {
			const text = await register.metrics();
			expect(text).toContain('# TYPE rollcall_requests counter\nrollcall_requests_total{kind="gateway"} 0\n');
			expect(text).toContain('rollcall_requests_total{kind="rest"} 1\n');
		}
		stop();
		expect(await register.metrics()).not.toContain('rollcall');
	});
});

describe('the counters', () => {
	it('have all their series from the start, so that the first increase shows', async () => {
		const { lines } = aCollection();
		expect(await lines('rollcall_fetches_total')).toHaveLength(4 * 4);
		expect(await lines('rollcall_requests_total')).toEqual([
			'rollcall_requests_total{kind="gateway"} 0',
			'rollcall_requests_total{kind="rest"} 0',
		]);
		expect(await lines('rollcall_refusals_total')).toHaveLength(2);
		expect(await lines('rollcall_errors_total')).toContain('rollcall_errors_total{code="SESSION_LOST"} 0');
		expect(await lines('rollcall_events_total')).toContain('rollcall_events_total{type="GUILD_MEMBER_ADD"} 0');
		expect(await lines('rollcall_fetch_duration_seconds_count')).toHaveLength(4);
		expect(await lines('rollcall_gate_wait_seconds_count')).toHaveLength(2);
	});

	it('keep their value over resetStatistics, and over a scrape', async () => {
		const { statistics, lines } = aCollection();
		const answer = { metadata: METADATA, success: true, joined: true };
		statistics.recordAnswer(answer);
		statistics.countEviction();
		statistics.countFenced();
		await lines('rollcall_evictions_total');
		statistics.reset();
		statistics.recordAnswer({ ...answer, metadata: { ...METADATA, source: 'cache', cacheHit: true } });
		expect(await lines('rollcall_fetches_total')).toEqual(
			expect.arrayContaining([
				'rollcall_fetches_total{source="full_fetch",outcome="complete"} 1',
				'rollcall_fetches_total{source="cache",outcome="complete"} 1',
			]),
		);
		expect(await lines('rollcall_cache_hits_total')).toEqual(['rollcall_cache_hits_total 1']);
		expect(await lines('rollcall_joined_fetches_total')).toEqual(['rollcall_joined_fetches_total 2']);
		expect(await lines('rollcall_evictions_total')).toEqual(['rollcall_evictions_total 1']);
		expect(await lines('rollcall_fenced_writes_total')).toEqual(['rollcall_fenced_writes_total 1']);
	});

	it('come back after resetMetrics, which cannot make what happened unhappen', async () => {
		const { register, statistics, lines } = aCollection();
		statistics.countRequest('gateway');
		register.resetMetrics();
		expect(await lines('rollcall_requests_total')).toContain('rollcall_requests_total{kind="gateway"} 1');
	});
});

describe('the distributions', () => {
	it('are in seconds', async () => {
		const { listeners, lines } = aCollection();
		for (const { onAnswer, onWait } of listeners) {
			onAnswer(METADATA);
			onWait({ own: 0, discord: 29_000 });
		}
		const bucket = (le: string) => `rollcall_fetch_duration_seconds_bucket{le="${le}",source="full_fetch"}`;
		const buckets = await lines('rollcall_fetch_duration_seconds_bucket');
		expect(buckets).toEqual(expect.arrayContaining([`${bucket('0.5')} 0`, `${bucket('1')} 1`]));
		expect(await lines('rollcall_fetch_duration_seconds_sum')).toContain(
			'rollcall_fetch_duration_seconds_sum{source="full_fetch"} 0.7',
		);
		expect(await lines('rollcall_gate_wait_seconds_bucket')).toEqual(
			expect.arrayContaining([
				'rollcall_gate_wait_seconds_bucket{le="0.1",gate="own"} 1',
				'rollcall_gate_wait_seconds_bucket{le="10",gate="discord"} 0',
				'rollcall_gate_wait_seconds_bucket{le="30",gate="discord"} 1',
			]),
		);
	});
});

describe('the gauges', () => {
	it('sum the guilds without a label, and take the oldest age', async () => {
		const { clock, hold, lines } = aCollection();
		hold('1', 10, { expectedCount: 12 });
		await clock.advance(5_000);
		hold('2', 20, { expectedCount: 19 });
		hold('3', 30, { status: 'stale', expectedCount: 40 });
		hold('4', 40); // Discord's count is not known
		await clock.advance(2_000);
		expect(await lines('rollcall_rosters')).toEqual([
			'rollcall_rosters{status="complete"} 3',
			'rollcall_rosters{status="stale"} 1',
		]);
		expect(await lines('rollcall_roster_members')).toEqual(['rollcall_roster_members 100']);
		expect(await lines('rollcall_roster_bytes')).toEqual(['rollcall_roster_bytes 10000']);
		expect(await lines('rollcall_roster_age_seconds')).toEqual(['rollcall_roster_age_seconds 7']);
		expect(await lines('rollcall_drift_members')).toEqual(['rollcall_drift_members 3']);
	});

	it('are 0 while nothing is held', async () => {
		const { lines } = aCollection();
		expect(await lines('rollcall_roster_age_seconds')).toEqual(['rollcall_roster_age_seconds 0']);
		expect(await lines('rollcall_roster_bytes_limit')).toEqual(['rollcall_roster_bytes_limit 1000']);
	});

	it('give the largest guilds a label, and put the others together', async () => {
		const { clock, hold, lines } = aCollection({ guildLabels: 2 });
		hold('1', 5);
		await clock.advance(3_000);
		hold('2', 300);
		hold('3', 7, { expectedCount: 9 });
		hold('4', 400, { expectedCount: 300 });
		expect(await lines('rollcall_roster_members')).toEqual([
			'rollcall_roster_members{guild="4"} 400',
			'rollcall_roster_members{guild="2"} 300',
			'rollcall_roster_members{guild="other"} 12',
		]);
		expect(await lines('rollcall_roster_age_seconds')).toEqual([
			'rollcall_roster_age_seconds{guild="4"} 0',
			'rollcall_roster_age_seconds{guild="2"} 0',
			'rollcall_roster_age_seconds{guild="other"} 3',
		]);
		expect(await lines('rollcall_drift_members')).toEqual([
			'rollcall_drift_members{guild="4"} 100',
			'rollcall_drift_members{guild="2"} 0',
			'rollcall_drift_members{guild="other"} 2',
		]);
		expect(await lines('rollcall_rosters')).toHaveLength(2);
	});

	it('forget a guild that is not among the largest any more', async () => {
		const { hold, lines } = aCollection({ guildLabels: 1 });
		hold('1', 5);
		expect(await lines('rollcall_roster_members')).toEqual(['rollcall_roster_members{guild="1"} 5']);
		hold('2', 6);
		expect(await lines('rollcall_roster_members')).toEqual([
			'rollcall_roster_members{guild="2"} 6',
			'rollcall_roster_members{guild="other"} 5',
		]);
	});

	it('say how busy and how healthy the service is, and of what version', async () => {
		const { scrape } = aCollection();
		expect(await scrape()).toEqual(
			expect.arrayContaining([
				'rollcall_operations_active 1',
				'rollcall_operations_waiting 2',
				'rollcall_calls_waiting 3',
				'rollcall_health_status{status="degraded"} 1',
				'rollcall_health_status{status="healthy"} 0',
				'rollcall_health_findings{code="gate_refused"} 1',
				expect.stringMatching(/^rollcall_build_info\{version="\d+\.\d+\.\d+"\} 1$/),
			]),
		);
	});

	it('read one moment for all metrics of a scrape, and another one for the next', async () => {
		const { scrape, hold, lines, readCount } = aCollection();
		await scrape();
		expect(readCount()).toBe(1);
		hold('1', 5);
		expect(await lines('rollcall_roster_members')).toEqual(['rollcall_roster_members 5']);
		expect(readCount()).toBe(2);
	});
});

describe('a register', () => {
	it('is that of prom-client by default', async () => {
		const { service } = figuresOfNothing();
		const stop = collectMetrics(service);
		expect(await defaultRegister.metrics()).toContain('rollcall_build_info');
		stop();
		expect(await defaultRegister.metrics()).not.toContain('rollcall');
	});

	it('has no place for two services under one name, and says what to pass', () => {
		const { service, register } = aCollection();
		const message = /already has the metric rollcall_fetches_total\. Pass another prefix or register.+labels/;
		expect(() => collectMetrics(service, { register })).toThrow(message);
		expect(() => collectMetrics(figuresOfNothing().service, { register })).toThrow(message);
	});

	it('has no place for a service whose names are taken by other metrics, and gets none of its metrics', async () => {
		const register = new Registry();
		const { service } = figuresOfNothing();
		new Counter({ name: 'rollcall_evictions_total', help: 'Mine.', registers: [register] });
		expect(() => collectMetrics(service, { register })).toThrow('already has the metric rollcall_evictions_total.');
		expect(register.getMetricsAsArray()).toHaveLength(1);
		collectMetrics(service, { register, prefix: 'members_' });
	});

	it('tells services apart by labels', async () => {
		const register = new Registry();
		const [one, two] = [figuresOfNothing(), figuresOfNothing()];
		const stop = collectMetrics(one.service, { register, labels: { bot: 'one' } });
		collectMetrics(two.service, { register, labels: { bot: 'two' }, guildLabels: 1 });
		two.statistics.countRequest('rest');
		two.hold('7', 3);
		const text = await register.metrics();
		expect(text).toContain('rollcall_requests_total{bot="one",kind="rest"} 0\n');
		expect(text).toContain('rollcall_requests_total{bot="two",kind="rest"} 1\n');
		expect(text).toContain('rollcall_roster_members{bot="one"} 0\n');
		expect(text).toContain('rollcall_roster_members{bot="two",guild="7"} 3\n');
		stop();
		const left = await register.metrics();
		expect(left).not.toContain('"one"');
		expect(left).toContain('rollcall_fetch_duration_seconds_count{bot="two",source="cache"} 0\n');
	});

	it('refuses labels that another service has, or other names of labels than it has', () => {
		const { register } = aCollection({ labels: { bot: 'one' } });
		const { service } = figuresOfNothing();
		const add = (labels: Record<string, string>) => () => collectMetrics(service, { register, labels });
		expect(add({ bot: 'one' })).toThrow('with the labels bot. Pass another prefix');
		expect(add({ shard: 'two' })).toThrow('with the labels bot. Pass another prefix');
		expect(add({})).toThrow('with the labels bot. Pass another prefix');
		expect(add({ bot: 'two' })).not.toThrow();
	});

	it('that its owner has cleared takes the metrics again', async () => {
		const { register, service, lines } = aCollection();
		register.clear();
		collectMetrics(service, { register });
		expect(await lines('rollcall_operations_active')).toHaveLength(1);
	});
});

describe('the end', () => {
	it('leaves nothing: no metric, no listener', async () => {
		const { service, register, listeners, stop } = aCollection();
		const signal = figuresOf(service)?.closing as AbortSignal;
		expect([listeners.size, getEventListeners(signal, 'abort').length]).toEqual([1, 1]);
		stop();
		stop();
		expect([listeners.size, getEventListeners(signal, 'abort').length]).toEqual([0, 0]);
		expect(register.getMetricsAsArray()).toEqual([]);
	});

	it('comes when the service is closed, and makes room for another one', async () => {
		const { service, register, listeners } = aCollection();
		await service.close();
		expect([listeners.size, register.getMetricsAsArray()]).toEqual([0, []]);
		expect(() => collectMetrics(service, { register })).toThrow('The service was closed');
		collectMetrics(figuresOfNothing().service, { register });
	});

	it('of one collection does not end another one of the same service', async () => {
		const { service, stop } = aCollection();
		const other = new Registry();
		onTestFinished(collectMetrics(service, { register: other }));
		stop();
		expect(await other.metrics()).toContain('rollcall_fetches_total');
	});
});

describe('an argument', () => {
	it.each([
		[{ guildLabels: -1 }, 'guildLabels: expected a whole number of at least 0, got -1.'],
		[{ guildLabels: 1.5 }, 'guildLabels: expected a whole number'],
		[{ prefix: '9' }, 'prefix: expected letters, digits and _, not a digit first, got 9.'],
		[{ labels: { guild: 'a' } }, 'labels: expected names of labels, and none of code, gate, guild'],
		[{ labels: { 'a-b': 'a' } }, 'labels: expected names of labels'],
		[{ labels: { bot: 7 as never } }, 'labels.bot: expected a text, got 7.'],
		[{ register: {} as never }, 'register: expected a Registry of prom-client'],
	])('that is wrong is refused: %o', (options: MetricsOptions, message) => {
		const { service } = figuresOfNothing();
		expect(() => collectMetrics(service, { register: new Registry(), ...options })).toThrow(message);
	});

	it('that is no service is refused', () => {
		const stranger = { getStatistics: () => expect.unreachable(), close: async () => {} };
		expect(() => collectMetrics(stranger)).toThrow('service: expected a MemberFetchService or a Standalone');
	});
});

import { Registry } from 'prom-client';
import { type HealthCode, MemberFetchService } from 'rollcall';
import { collectMetrics } from 'rollcall/metrics';
import { describe, expect, it } from 'vitest';
import { collectReadiness } from '../../packages/bot/src/dashboard/routes/metrics.js';
import { counters } from '../../packages/rollcall/src/metrics/counters.js';
import { gauges } from '../../packages/rollcall/src/metrics/gauges.js';
import { readAlerts, readBoard, readText } from './readOps.js';

const HEALTH_CODES = {
	closed: true,
	fetches_incomplete: true,
	constant_eviction: true,
	events_lost: true,
	cache_full: true,
	gate_refused: true,
	gate_busy: true,
	store_unreachable: true,
	gate_saturated: true,
	drift: true,
	unverified: true,
	calls_waiting: true,
} satisfies Record<HealthCode, true>;

/** Labels that Prometheus adds, and those of a histogram. */
const GIVEN = ['instance', 'job', 'le'];

/** What a scrape of a bot says: each series with its labels. Those of the process are left out. */
async function scrape(): Promise<string> {
	const register = new Registry();
	const service = new MemberFetchService();
	collectMetrics(service, { register });
	collectReadiness(register, { hasGateway: true, canWrite: true });
	const text = await register.metrics();
	await service.close();
	return text;
}

const exported = await scrape();
const typeOf = new Map([...exported.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = '', type]) => [name, type]));
const labelsOf = new Map<string, readonly string[]>([
	...[...counters, ...gauges].map(({ name, labelNames }) => [`rollcall_${name}`, labelNames] as const),
	['rollcall_fetch_duration_seconds', ['source']],
	['rollcall_gate_wait_seconds', ['gate']],
	['bot_ready', ['part']],
]);

const board = readBoard();
const expressions = [
	...readAlerts().map(({ alert, expr }) => [`alert ${alert}`, expr] as const),
	...board.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [`panel ${title}`, expr] as const)),
	...board.templating.list.flatMap(({ definition }) => (definition ? [['variable', definition] as const] : [])),
];

const METRIC = /\b((?:rollcall|bot)_\w+)(?:\{([^}]*)\})?/g;
const base = (name: string) => {
	const histogram = name.replace(/_(?:bucket|sum|count)$/, '');
	return typeOf.get(histogram) === 'histogram' ? histogram : name;
};

describe('what the rules and the board name', () => {
	it('is something', () => {
		expect(expressions.length).toBeGreaterThan(30);
		expect(typeOf.size).toBe(labelsOf.size);
	});

	it.each(expressions)('is exported: %s', (_, expression) => {
		const named = [...expression.matchAll(METRIC)].map(([, name = '']) => base(name));
		expect(named.filter((name) => !typeOf.has(name))).toEqual([]);
		if (named.length === 0) expect(expression).toMatch(/^up\{/);
	});

	it.each(expressions)('has the labels that are asked for: %s', (_, expression) => {
		const all = [...expression.matchAll(METRIC)];
		const known = all.flatMap(([, name = '']) => labelsOf.get(base(name)) ?? []);
		const matched = all.flatMap(([, , matchers = '']) =>
			[...matchers.matchAll(/(\w+)\s*[!=]=?~?/g)].map(([, l = '']) => l),
		);
		const grouped = [...expression.matchAll(/\b(?:by|without) \(([^)]*)\)/g)].flatMap(([, list = '']) =>
			list.split(/, ?/),
		);
		expect([...matched, ...grouped].filter((label) => ![...known, ...GIVEN].includes(label))).toEqual([]);
	});

	it.each(expressions)('has values that are there from the start: %s', (_, expression) => {
		for (const [, name = '', matchers = ''] of expression.matchAll(METRIC)) {
			for (const [, label = '', values = ''] of matchers.matchAll(/(\w+)=~?"([^"$]*)"/g)) {
				for (const value of values.split('|')) {
					if (name === 'rollcall_health_findings') expect(HEALTH_CODES).toHaveProperty(value);
					else expect(exported).toMatch(series(name, label, value));
				}
			}
		}
	});

	it('uses every metric somewhere, so that none is exported for nobody', () => {
		const used = new Set(
			expressions.flatMap(([, text]) => [...text.matchAll(METRIC)].map(([, name = '']) => base(name))),
		);
		expect([...typeOf.keys()].filter((name) => !used.has(name))).toEqual([]);
	});

	it('shows every metric on the board: whoever reads an alert looks there', () => {
		const shown = new Set(
			expressions
				.filter(([where]) => where.startsWith('panel '))
				.flatMap(([, text]) => [...text.matchAll(METRIC)].map(([, name = '']) => base(name))),
		);
		expect([...typeOf.keys()].filter((name) => !shown.has(name))).toEqual([]);
	});

	it('is in the unit tests of the rules, too', () => {
		const named = [...readText('prometheus/rollcall.rules.test.yml').matchAll(METRIC)].map(([, name = '']) =>
			base(name),
		);
		expect(named.filter((name) => !typeOf.has(name) && name !== 'rollcall_rules')).toEqual([]);
	});
});

function series(name: string, label: string, value: string): RegExp {
	return new RegExp(`^${name}\\{.*${label}="${value}"`, 'm');
}

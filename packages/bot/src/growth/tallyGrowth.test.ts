import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayOf, formatDay } from '../dates/days.js';
import { addDays, addJoined, lastBuckets } from './index.js';

const { signal } = new AbortController();
const zones = fc.constantFrom('UTC', 'Asia/Seoul', 'America/New_York', 'Asia/Beirut', 'Pacific/Apia');
const units = fc.constantFrom('day' as const, 'week' as const, 'month' as const);
const moments = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2040, 0, 1) });

it('begins weeks on Mondays and months on their first day', () => {
	const today = dayOf(Date.UTC(2026, 2, 1, 12), 'Asia/Seoul');
	expect(lastBuckets(today, 'week', 2).map(({ day }) => day)).toEqual(['2026-02-16', '2026-02-23']);
	expect(lastBuckets(today, 'month', 3).map(({ day }) => day)).toEqual(['2026-01-01', '2026-02-01', '2026-03-01']);
});

it('begins with the first midnight if the clocks go back to midnight', () => {
	const today = dayOf(Date.parse('2026-11-02T12:00:00Z'), 'America/Havana');
	expect(lastBuckets(today, 'day', 2).map(({ from }) => new Date(from).toISOString())).toEqual([
		'2026-11-01T04:00:00.000Z',
		'2026-11-02T05:00:00.000Z',
	]);
});

it('counts everyone that joined since the first bucket once, and each counted day once', async () => {
	const check = async (now: number, zone: string, unit: 'day' | 'week' | 'month', ages: number[]) => {
		const buckets = lastBuckets(dayOf(now, zone), unit, 6);
		const joined = ages.map((age) => now - age);
		await addJoined(
			buckets,
			joined.map((at) => ({ joined_at: new Date(at).toISOString() })),
			signal,
		);
		const first = buckets[0]?.from ?? 0;
		const inside = joined.filter((at) => at >= first);
		expect(buckets.reduce((sum, { stillHere }) => sum + stillHere, 0)).toBe(inside.length);
		addDays(
			buckets,
			joined.map((at) => ({ day: formatDay(at, zone), joins: 1, leaves: 2 })),
		);
		for (const { stillHere, joins, leaves } of buckets) expect([joins, leaves]).toEqual([stillHere, 2 * stillHere]);
	};
	const ages = fc.array(fc.integer({ min: 0, max: 200 * 86_400_000 }), { maxLength: 40 });
	await fc.assert(fc.asyncProperty(moments, zones, units, ages, check), { numRuns: 150 });
});

import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, it } from 'vitest';
import { INTERVALS, lastBoundary, nextDue, periodBefore } from './boundaries.js';

it.each([
	['weekly', 'UTC', '2026-12-21T08:59:59Z', '2026-12-14', '2026-12-21T09:00:00.000Z'],
	['weekly', 'UTC', '2026-12-21T09:00:00Z', '2026-12-21', '2026-12-28T09:00:00.000Z'],
	['monthly', 'Asia/Seoul', '2026-12-31T23:59:59Z', '2026-12-01', '2027-01-01T00:00:00.000Z'],
	['monthly', 'Asia/Seoul', '2027-01-01T00:00:00Z', '2027-01-01', '2027-02-01T00:00:00.000Z'],
	// The clocks went forward on the day before.
	['weekly', 'Europe/Berlin', '2026-03-30T06:59:00Z', '2026-03-23', '2026-03-30T07:00:00.000Z'],
] as const)('%s in %s at %s: up to %s, next %s', (interval, zone, at, boundary, next) => {
	const now = Date.parse(at);
	expect(lastBoundary(interval, zone, now).toISODate()).toBe(boundary);
	expect(new Date(nextDue(interval, zone, now)).toISOString()).toBe(next);
});

it('is due after the period is over, always later than now, and periods are contiguous in every time zone', () => {
	const moments = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) });
	const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
	fc.assert(
		fc.property(moments, zones, fc.constantFrom(...INTERVALS), (now, zone, interval) => {
			const due = nextDue(interval, zone, now);
			expect(due).toBeGreaterThan(now);
			const [before, after] = [now, due].map((at) => periodBefore(lastBoundary(interval, zone, at), interval, at));
			expect(after?.from).toBe(before?.to);
			expect(after?.to).toBeLessThan(due);
			expect(after?.isRunning).toBe(false);
			expect(DateTime.fromMillis(due, { zone }).hour).toBe(9);
		}),
		{ numRuns: 100 },
	);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, endOfDay, formatDay, parseDay } from './days.js';

const HOUR = 3_600_000;

describe('days', () => {
	it.each([
		['260131', 'UTC', Date.UTC(2026, 0, 31)],
		[' 2026-01-31 ', 'UTC', Date.UTC(2026, 0, 31)],
		['990101', 'UTC', Date.UTC(2099, 0, 1)],
		['2024-02-29', 'Asia/Seoul', Date.UTC(2024, 1, 28, 15)],
	])('reads %j in %s', (text, zone, at) => {
		expect(parseDay(text, zone)?.toMillis()).toBe(at);
	});

	it.each([
		'',
		'2026-02-29',
		'261301',
		'260100',
		'26-01-01',
		'2026/01/01',
		'20260101',
		'2026-1-1',
		'tomorrow',
		'２６０１０１',
		'-26101',
	])('takes %j for no day', (text) => expect(parseDay(text, 'UTC')).toBeUndefined());

	it.each([
		['Europe/Berlin', '260329', 23],
		['Europe/Berlin', '261025', 25],
		['Asia/Seoul', '260329', 24],
		// At midnight the clocks go forward: the day begins at one o'clock.
		['Asia/Beirut', '260329', 23],
	])('a day in %s on %s has %i hours', (zone, text, hours) => {
		const day = parseDay(text, zone);
		expect(day && endOfDay(day) - day.toMillis()).toBe(hours * HOUR);
	});

	it('every moment is inside its day, which reads back as itself, and days are contiguous', () => {
		const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
		const moments = fc.integer({ min: Date.UTC(2001, 0, 1), max: Date.UTC(2090, 0, 1) });
		fc.assert(
			fc.property(moments, zones, (at, zone) => {
				const day = dayOf(at, zone);
				expect(day.toMillis()).toBeLessThanOrEqual(at);
				expect(endOfDay(day)).toBeGreaterThan(at);
				expect(parseDay(formatDay(at, zone), zone)?.toMillis()).toBe(day.toMillis());
				expect(dayOf(endOfDay(day), zone).toMillis()).toBe(endOfDay(day));
			}),
			{ numRuns: 300 },
		);
	});
});

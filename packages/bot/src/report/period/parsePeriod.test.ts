import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../errors/index.js';
import { localiser } from '../../localisation/index.js';
import { parsePeriod } from './parsePeriod.js';

const NOW = Date.UTC(2026, 5, 15, 12);
const HOUR = 3_600_000;

function refusal(start: string, end: string, zone = 'UTC'): string {
	try {
		parsePeriod(start, end, zone, NOW);
	} catch (error) {
		if (error instanceof UserError) return error.say(localiser('en-US'));
		throw error;
	}
	return 'none';
}

describe('parsePeriod', () => {
	it.each([
		['tomorrow', '260101', '`tomorrow` is not a date'],
		['260101', '2026-02-30', '`2026-02-30` is not a date'],
		['260102', '260101', 'ends (2026-01-01) before it begins (2026-01-02)'],
		['260601', '260616', '2026-06-16 is in the future: today is 2026-06-15'],
		['270101', '270102', '2027-01-01 is in the future'],
		['250614', '260614', 'longer than a year'],
		['`'.repeat(50), '260101', "`''''''''''''''''''''` is not a date"],
	])('refuses %j to %j', (start, end, words) => expect(refusal(start, end)).toContain(words));

	it('takes a whole year, and today up to now', () => {
		expect(refusal('250615', '260614')).toBe('none');
		expect(parsePeriod('260615', '260615', 'UTC', NOW)).toMatchObject({ to: NOW, isRunning: true });
	});

	it('knows that today is another day elsewhere', () => {
		const late = Date.UTC(2026, 5, 15, 16);
		expect(() => parsePeriod('260616', '260616', 'UTC', late)).toThrow();
		expect(parsePeriod('260616', '260616', 'Asia/Seoul', late)).toMatchObject({ from: late - HOUR, to: late });
	});

	it.each([
		['Europe/Berlin', '260329', 23],
		['Europe/Berlin', '251026', 25],
		['Asia/Seoul', '260329', 24],
		['Atlantic/Azores', '251026', 25],
		['America/Havana', '251102', 25],
	])('in %s the day %s has %i hours', (zone, day, hours) => {
		const { from, to, isRunning } = parsePeriod(day, day, zone, NOW);
		expect([to - from, isRunning]).toEqual([hours * HOUR, false]);
	});

	it('periods of consecutive days are contiguous in every time zone', () => {
		const days = fc
			.integer({ min: 0, max: 300 })
			.map((n) => new Date(NOW - (n + 3) * 86_400_000).toISOString().slice(0, 10));
		const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
		fc.assert(
			fc.property(days, zones, (day, zone) => {
				const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
				const both = parsePeriod(day, next, zone, NOW);
				expect(parsePeriod(day, day, zone, NOW)).toMatchObject({ from: both.from });
				expect(parsePeriod(day, day, zone, NOW).to).toBe(parsePeriod(next, next, zone, NOW).from);
				expect(parsePeriod(next, next, zone, NOW).to).toBe(both.to);
			}),
			{ numRuns: 60 },
		);
	});
});

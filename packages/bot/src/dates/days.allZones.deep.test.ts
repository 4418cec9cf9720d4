import { expect, it } from 'vitest';
import { dayOf, endOfDay, parseDay } from './days.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const ZONES = [...Intl.supportedValuesOf('timeZone'), 'UTC'];

/** A time during which a zone keeps one offset. */
interface Setting {
	readonly from: number;
	readonly until: number;
	readonly offset: number;
}

it.each([2010, 2026])('every day of %i begins with its first moment in every time zone', (year) => {
	const [from, until] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 2)];
	const walked = new Set<string>();
	const wrong: string[] = [];
	for (const zone of ZONES) {
		const settings = [...settingsOf(zone, from, until)];
		const days = [...daysOf(settings, from, until)];
		// If several zones keep the same offsets, one is tested on every day, and the others around each change.
		const clocks = JSON.stringify(settings);
		const isNew = !walked.has(clocks);
		walked.add(clocks);
		for (const [n, { day, from: begin }] of days.slice(0, -1).entries()) {
			const isNear = settings.some((setting) => Math.abs(setting.from - begin) < 2 * DAY);
			const end = days[n + 1]?.from ?? 0;
			if (isNew || isNear) wrong.push(...faultsOf(zone, day, begin, end));
		}
	}
	expect(wrong).toEqual([]);
});

function faultsOf(zone: string, day: string, begin: number, end: number): string[] {
	const parsed = parseDay(day, zone);
	const last = dayOf(end - 1, zone);
	const seen = [parsed?.toMillis(), parsed && endOfDay(parsed), last.toMillis(), last.toISODate()];
	return seen.join() === [begin, end, begin, day].join() ? [] : [`${zone} ${day}: ${seen.join()}; ${begin}, ${end}`];
}

it.each([
	['Atlantic/Azores', '2026-10-25', 25],
	['America/Havana', '2026-11-01', 25],
	['America/Havana', '2026-03-08', 23],
	['Asia/Beirut', '2026-03-29', 23],
	// The clocks went back from a minute past midnight, so the hour before it came again.
	['America/St_Johns', '2010-11-07', 25],
	['Australia/Lord_Howe', '2026-04-05', 24.5],
])('in %s the day %s has %d hours', (zone, text, hours) => {
	const day = parseDay(text, zone);
	expect(day && (endOfDay(day) - day.toMillis()) / HOUR).toBe(hours);
});

it('a date that was skipped is not a day', () => {
	expect(parseDay('2011-12-30', 'Pacific/Apia')).toBeUndefined();
	const before = parseDay('2011-12-29', 'Pacific/Apia');
	expect(before && endOfDay(before)).toBe(parseDay('2011-12-31', 'Pacific/Apia')?.toMillis());
});

/** The days of a zone in order, computed only from the offsets that Intl gives. */
function* daysOf(settings: Iterable<Setting>, from: number, until: number): Generator<{ day: string; from: number }> {
	let next = Math.floor(from / DAY);
	for (const setting of settings)
		for (;;) {
			const at = Math.max(setting.from, next * DAY - setting.offset);
			if (at >= setting.until || at >= until) break;
			const number = Math.floor((at + setting.offset) / DAY);
			yield { day: new Date(number * DAY).toISOString().slice(0, 10), from: at };
			next = number + 1;
		}
}

function* settingsOf(zone: string, first: number, last: number): Generator<Setting> {
	const [from, until] = [first - 2 * DAY, last + 2 * DAY];
	const offsetAt = offsetsOf(zone);
	let begin = from;
	for (let at = from; at < until; at += DAY) {
		if (offsetAt(at) === offsetAt(at + DAY)) continue;
		let [low, high] = [at, at + DAY];
		while (high - low > 1) {
			const middle = Math.floor((low + high) / 2);
			if (offsetAt(middle) === offsetAt(at)) low = middle;
			else high = middle;
		}
		yield { from: begin, until: high, offset: offsetAt(at) };
		begin = high;
	}
	yield { from: begin, until: Number.POSITIVE_INFINITY, offset: offsetAt(until) };
}

function offsetsOf(zone: string): (at: number) => number {
	const written = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
	const known = new Map<number, number>();
	return (at) => {
		const offset = known.get(at) ?? read(written.format(at));
		known.set(at, offset);
		return offset;
	};
}

/** `1/1/2026, GMT-03:30` in milliseconds. */
function read(text: string): number {
	const [, sign, hours = 0, minutes = 0, seconds = 0] = /GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?$/.exec(text) ?? [];
	return (sign === '-' ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

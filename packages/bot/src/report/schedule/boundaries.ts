import type { DateTime } from 'luxon';
import { beginningOf, dayOf } from '../../dates/days.js';
import { periodOfDays, type ReportPeriod } from '../period/parsePeriod.js';

/** How often a report is sent: for each week from Monday to Sunday, or for each calendar month. */
export const INTERVALS = ['weekly', 'monthly'] as const;
export type Interval = (typeof INTERVALS)[number];

// People are awake at nine, and nobody is woken at midnight.
const HOUR_OF_DAY = 9;

/** The beginning of the last week or month whose report is due: its nine o'clock has passed. @param now - epoch milliseconds */
export function lastBoundary(interval: Interval, timeZone: string, now: number): DateTime<true> {
	const boundary = startOf(dayOf(now, timeZone), interval);
	return dueAt(boundary) <= now ? boundary : startOf(boundary.minus({ days: 1 }), interval);
}

/** When the next report is due, in epoch milliseconds. */
export function nextDue(interval: Interval, timeZone: string, now: number): number {
	return dueAt(lastBoundary(interval, timeZone, now).plus(length(interval)));
}

/** The week or month before a boundary. */
export function periodBefore(boundary: DateTime<true>, interval: Interval, now: number): ReportPeriod {
	return periodOfDays(boundary.minus(length(interval)), boundary.minus({ days: 1 }), now);
}

/** The first and last day of the week or month before a boundary, all as YYYY-MM-DD. */
export function daysBefore(boundary: string, interval: Interval): { readonly first: string; readonly last: string } {
	const end = dayOf(Date.parse(boundary), 'UTC');
	const { firstDay: first, lastDay: last } = periodBefore(end, interval, end.toMillis());
	return { first, last };
}

const length = (interval: Interval) => (interval === 'weekly' ? { weeks: 1 } : { months: 1 });
const startOf = (day: DateTime<true>, interval: Interval) => beginningOf(day, interval === 'weekly' ? 'week' : 'month');
const dueAt = (boundary: DateTime<true>) => boundary.set({ hour: HOUR_OF_DAY }).toMillis();

import { DateTime } from 'luxon';

// The century of a year with two digits.
const CENTURY = '20';

/**
 * The beginning of a day, typed as YYMMDD or YYYY-MM-DD, in a time zone; `undefined` if there is no such day.
 *
 * @param zone - an IANA name
 */
export function parseDay(text: string, zone: string): DateTime<true> | undefined {
	const typed = text.trim();
	const isShort = /^\d{6}$/.test(typed);
	const [whole, format] = isShort ? [`${CENTURY}${typed}`, 'yyyyMMdd'] : [typed, 'yyyy-MM-dd'];
	const day = DateTime.fromFormat(whole, format, { zone, locale: 'en-US', numberingSystem: 'latn' });
	if (!day.isValid) return undefined;
	const begin = beginningOf(day);
	// A date that a country skipped when it crossed the date line is read as the next.
	return begin.toFormat(format) === whole ? begin : undefined;
}

/** The first moment after a day, in epoch milliseconds: 23 to 25 hours after its beginning, depending on the clocks. */
export function endOfDay(day: DateTime<true>): number {
	return dayAfter(day).toMillis();
}

/** The beginning of the day of a moment. @param at - epoch milliseconds */
export function dayOf(at: number, zone: string): DateTime<true> {
	const moment = DateTime.fromMillis(at, { zone });
	if (!moment.isValid) throw new RangeError(`There is no day at ${at} in the time zone ${JSON.stringify(zone)}.`);
	const day = beginningOf(moment);
	// If the clocks go back over midnight, the last hour of a day comes again after the next has begun, and belongs to
	// that one.
	const next = dayAfter(day);
	return next.toMillis() <= at ? next : day;
}

/** The first moment of the day, week or month that a moment lies in. */
export function beginningOf(moment: DateTime<true>, unit: 'day' | 'week' | 'month' = 'day'): DateTime<true> {
	// If the clocks go back to midnight, midnight comes twice.
	return DateTime.min(...moment.startOf(unit).getPossibleOffsets()) as DateTime<true>;
}

const dayAfter = (day: DateTime<true>) => beginningOf(day.plus({ days: 1 }));

/** A day as YYYY-MM-DD, which a user can type again. @param at - epoch milliseconds */
export function formatDay(at: number, zone: string): string {
	return dayOf(at, zone).toISODate();
}

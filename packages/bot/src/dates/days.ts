import { DateTime } from 'luxon';

// What two digits of a year belong to, always.
const CENTURY = '20';

/**
 * The beginning of a day, typed as YYMMDD or YYYY-MM-DD, in a time zone; `undefined` where there is no such day.
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
	// A date that a country has skipped, to be on the other side of the date line, is read as the next.
	return begin.toFormat(format) === whole ? begin : undefined;
}

/** The first moment after a day, in epoch milliseconds: 23 to 25 hours after its beginning, as the clocks change. */
export function endOfDay(day: DateTime<true>): number {
	return dayAfter(day).toMillis();
}

/** The beginning of the day of a moment. @param at - epoch milliseconds */
export function dayOf(at: number, zone: string): DateTime<true> {
	const moment = DateTime.fromMillis(at, { zone });
	if (!moment.isValid) throw new RangeError(`There is no day at ${at} in the time zone ${JSON.stringify(zone)}.`);
	const day = beginningOf(moment);
	// Where the clocks go back over midnight, the last hour of a day comes again after the next has begun, and is of that one.
	const next = dayAfter(day);
	return next.toMillis() <= at ? next : day;
}

/** The first moment of the day, of the week or of the month that a moment lies in. */
export function beginningOf(moment: DateTime<true>, unit: 'day' | 'week' | 'month' = 'day'): DateTime<true> {
	// Where the clocks go back to midnight, that comes twice.
	return DateTime.min(...moment.startOf(unit).getPossibleOffsets()) as DateTime<true>;
}

const dayAfter = (day: DateTime<true>) => beginningOf(day.plus({ days: 1 }));

/** A day as YYYY-MM-DD, which everybody can type again. @param at - epoch milliseconds */
export function formatDay(at: number, zone: string): string {
	return dayOf(at, zone).toISODate();
}

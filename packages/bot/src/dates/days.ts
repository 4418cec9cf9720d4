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
	return day.isValid ? day.startOf('day') : undefined;
}

/** The first moment after a day, in epoch milliseconds: 23 to 25 hours after its beginning, as the clocks change. */
export function endOfDay(day: DateTime<true>): number {
	return day.plus({ days: 1 }).startOf('day').toMillis();
}

/** The beginning of the day of a moment. @param at - epoch milliseconds */
export function dayOf(at: number, zone: string): DateTime<true> {
	const day = DateTime.fromMillis(at, { zone }).startOf('day');
	if (!day.isValid) throw new RangeError(`There is no day at ${at} in the time zone ${JSON.stringify(zone)}.`);
	return day;
}

/** A day as YYYY-MM-DD, which everybody can type again. @param at - epoch milliseconds */
export function formatDay(at: number, zone: string): string {
	return dayOf(at, zone).toISODate();
}

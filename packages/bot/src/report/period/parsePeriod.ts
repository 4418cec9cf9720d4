import type { DateTime } from 'luxon';
import { beginningOf, dayOf, endOfDay, formatDay, parseDay } from '../../dates/days.js';
import { UserError } from '../../errors/index.js';
import type { Period } from '../../interfaces/ActivitySource.js';
import { periodTexts } from './periodTexts.js';

/** Whole days in a time zone; the last one may still be running. */
export interface ReportPeriod extends Period {
	/** YYYY-MM-DD, both inclusive. */
	readonly firstDay: string;
	readonly lastDay: string;
	readonly timeZone: string;
	/** Epoch milliseconds: the end of the last day. */
	readonly endsAt: number;
	/** The last day is today: `to` is now, and more activity may come. */
	readonly isRunning: boolean;
}

const SHOWN = 20;

/**
 * Reads the two days of a report, typed as YYMMDD or YYYY-MM-DD.
 *
 * @param now - epoch milliseconds
 * @throws UserError that names the wrong value and shows a valid one
 */
export function parsePeriod(start: string, end: string, timeZone: string, now: number): ReportPeriod {
	const [first, last] = [readDay(start, timeZone), readDay(end, timeZone)];
	const days = { start: first.toISODate(), end: last.toISODate() };
	if (last < first) throw new UserError(periodTexts.reversed, days);
	refuseFuture(first, now);
	refuseFuture(last, now);
	if (last >= beginningOf(first.plus({ years: 1 }))) throw new UserError(periodTexts.tooLong, days);
	return periodOfDays(first, last, now);
}

/** The period of some days, up to now if the last of them is not over. */
export function periodOfDays(first: DateTime<true>, last: DateTime<true>, now: number): ReportPeriod {
	const end = endOfDay(last);
	return {
		from: beginningOf(first).toMillis(),
		to: Math.min(end, now),
		endsAt: end,
		firstDay: first.toISODate(),
		lastDay: last.toISODate(),
		timeZone: first.zoneName,
		isRunning: end > now,
	};
}

function readDay(text: string, timeZone: string): DateTime<true> {
	const day = parseDay(text, timeZone);
	if (!day) throw new UserError(periodTexts.wrongDate, { value: text.replaceAll('`', "'").slice(0, SHOWN) });
	return day;
}

function refuseFuture(day: DateTime<true>, now: number): void {
	const timeZone = day.zoneName;
	if (day <= dayOf(now, timeZone)) return;
	throw new UserError(periodTexts.future, { day: day.toISODate(), today: formatDay(now, timeZone), timeZone });
}

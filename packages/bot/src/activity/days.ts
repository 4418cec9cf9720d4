import { DAY_MS } from '../clock/index.js';
import type { Period } from '../interfaces/ActivitySource.js';

/**
 * The number of a day, counted from 1970-01-01. Days of activity are days of UTC, whatever the time zone of the guild,
 * so they never have 23 or 25 hours.
 */
export const dayOf = (at: number): number => Math.floor(at / DAY_MS);

/** The part of a period that lies within one day. */
export interface DayPart extends Period {
	readonly day: number;
}

/** A time span cut at every midnight. A span without length is one part. */
export function splitByDay({ from, to }: Period): DayPart[] {
	const parts: DayPart[] = [];
	let start = from;
	do {
		const day = dayOf(start);
		const end = Math.min(to, (day + 1) * DAY_MS);
		parts.push({ day, from: start, to: end });
		start = end;
	} while (start < to);
	return parts;
}

/** A period as whole days, from `first` to before `end`, and the parts of days at its edges. */
export interface PeriodParts {
	readonly first: number;
	readonly end: number;
	readonly edges: readonly DayPart[];
}

export function splitPeriod({ from, to }: Period): PeriodParts {
	if (to <= from) return { first: 0, end: 0, edges: [] };
	const first = Math.ceil(from / DAY_MS);
	const end = dayOf(to);
	if (first > end) return { first, end: first, edges: [{ day: end, from, to }] };
	const edges: DayPart[] = [];
	if (from < first * DAY_MS) edges.push({ day: first - 1, from, to: first * DAY_MS });
	if (end * DAY_MS < to) edges.push({ day: end, from: end * DAY_MS, to });
	return { first, end, edges };
}

import type { DateTime } from 'luxon';
import { beginningOf } from '../dates/days.js';
import { turn } from '../work/turn.js';
import type { GrowthDay } from './GrowthStore.js';

/** How long one bucket is. */
export type GrowthUnit = 'day' | 'week' | 'month';

/** One day, week or month. */
export interface GrowthBucket {
	/** Its first day, YYYY-MM-DD. */
	readonly day: string;
	/** Its first moment, in epoch milliseconds. */
	readonly from: number;
	/** Current members that joined in it. */
	stillHere: number;
	joins: number;
	leaves: number;
}

// How many rows are read before other work gets its turn: about a millisecond of work.
const AT_A_TIME = 2_000;

/** The last buckets up to the current one, the oldest first. Weeks begin on Monday. */
export function lastBuckets(today: DateTime<true>, unit: GrowthUnit, count: number): GrowthBucket[] {
	const last = beginningOf(today, unit);
	return Array.from({ length: count }, (_, index) => {
		const first = beginningOf(last.minus({ [unit]: count - 1 - index }), unit);
		return { day: first.toISODate(), from: first.toMillis(), stillHere: 0, joins: 0, leaves: 0 };
	});
}

/** Adds the counted days to the buckets that they are in. */
export function addDays(buckets: readonly GrowthBucket[], days: readonly GrowthDay[]): void {
	for (const { day, joins, leaves } of days) {
		const bucket = buckets.findLast((candidate) => candidate.day <= day);
		if (!bucket) continue;
		bucket.joins += joins;
		bucket.leaves += leaves;
	}
}

/** Adds the joins of current members. Takes turns with other work, since there may be a million. */
export async function addJoined(
	buckets: readonly GrowthBucket[],
	members: Iterable<{ readonly joined_at: string | null }>,
	signal: AbortSignal,
): Promise<void> {
	const first = buckets[0]?.from ?? Number.POSITIVE_INFINITY;
	let read = 0;
	for (const { joined_at } of members) {
		if (++read % AT_A_TIME === 0) {
			await turn();
			signal.throwIfAborted();
		}
		const at = joined_at === null ? Number.NaN : Date.parse(joined_at);
		if (!(at >= first)) continue;
		const bucket = buckets.findLast(({ from }) => from <= at);
		if (bucket) bucket.stillHere += 1;
	}
}

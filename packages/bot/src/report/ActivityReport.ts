import type { ActivitySum } from '../activity/index.js';
import type { Holder } from './Holder.js';
import type { ReportPeriod } from './parsePeriod.js';

/**
 * What can be said of a holder. `afk`: excused for all of his time in the period. `optedOut`: keeps no activity of his.
 * `unobserved`: nobody watched while he was a member, or he joined after the period; of neither anything can be said.
 */
export const STANDINGS = ['inactive', 'active', 'afk', 'optedOut', 'unobserved'] as const;
export type Standing = (typeof STANDINGS)[number];

/** One holder, judged by his own data. */
export interface ReportRow extends Pick<ActivitySum, 'activeMs' | 'idleMs' | 'messages'> {
	readonly holder: Holder;
	readonly standing: Standing;
	/** What he had to reach: the required hours for the part of the period in which he was there, watched, not excused. */
	readonly requiredMs: number;
	/** Milliseconds of his time in the period in which he was excused. */
	readonly excusedMs: number;
	/** 0 where there was no sign of him. */
	readonly lastSeenAt: number;
}

/** A report on the holders that are known. Of a list that may lack some, every count and total is a lower bound. */
export interface ActivityReport {
	readonly period: ReportPeriod;
	readonly requiredHours: number;
	/** The share of the period in which the tracker was watching, 0..1. */
	readonly coverage: number;
	/** The inactive first, in each standing the longest active first. */
	readonly rows: readonly ReportRow[];
	readonly counts: Readonly<Record<Standing, number>>;
	readonly botCount: number;
	readonly totalMs: number;
	/** Over those of whom something can be said: the active and the inactive. */
	readonly averageMs: number;
}

import type { Absence } from '../absences/index.js';
import type { ActivitySource, Period } from '../activity/index.js';
import { HOUR_MS } from '../clock/index.js';
import type { ActivityReport, Holder, HolderList, ReportRow, Standing } from './ActivityReport.js';
import { excusedMs } from './excusedMs.js';

const NONE: readonly Absence[] = [];

export interface ReportQuestion {
	readonly guildId: string;
	readonly roleId: string;
	readonly list: HolderList;
	readonly period: Period;
	readonly timeZone: string;
	/** Epoch milliseconds at which the period is over, where it still runs: of its hours, those of the past are required. */
	readonly endsAt?: number;
	/** Hours for the whole period. */
	readonly requiredHours: number;
	/** Those that touch the period, by user id. */
	readonly absences: ReadonlyMap<string, readonly Absence[]>;
}

/** Judges every holder by his own data. Of a list that may lack some, every count and total is a lower bound. */
export function computeReport(question: ReportQuestion, activity: ActivitySource): ActivityReport {
	const { guildId, roleId, period, timeZone, requiredHours } = question;
	const { holders, ...list } = question.list;
	const judge = new Judge(question, activity);
	const rows = holders.map((holder) => judge.row(holder)).sort(byActivity);
	const counts: Record<Standing, number> = { active: 0, inactive: 0, afk: 0, unknown: 0 };
	for (const { standing } of rows) counts[standing]++;
	return {
		...{ guildId, roleId, period, timeZone, list, rows, counts },
		requiredMs: requiredHours * HOUR_MS,
		coverage: judge.coverage(),
		...totalsOf(rows),
	};
}

/** Bots are left out of the totals, and of whom nothing can be said of the average, with what little was seen of them. */
function totalsOf(rows: readonly ReportRow[]) {
	const people = rows.filter(({ holder }) => !holder.isBot);
	const known = people.filter(({ standing }) => standing !== 'unknown');
	const averageActiveMs = known.length === 0 ? 0 : activeMsOf(known) / known.length;
	return { bots: rows.length - people.length, totalActiveMs: activeMsOf(people), averageActiveMs };
}

function activeMsOf(rows: readonly ReportRow[]): number {
	return rows.reduce((sum, { activeMs }) => sum + activeMs, 0);
}

// By id at last, so that the same report is the same text whatever order the members came in.
function byActivity(a: ReportRow, b: ReportRow): number {
	return b.activeMs - a.activeMs || (a.holder.id < b.holder.id ? -1 : 1);
}

class Judge {
	readonly coverage;
	readonly #sums;
	readonly #lengthMs;

	constructor(
		private readonly question: ReportQuestion,
		private readonly activity: ActivitySource,
	) {
		const { guildId, period, list } = question;
		this.#sums = activity.sums(
			guildId,
			period,
			list.holders.map(({ id }) => id),
		);
		this.coverage = activity.coverage(guildId, period);
		this.#lengthMs = (question.endsAt ?? period.to) - period.from;
	}

	row(holder: Holder): ReportRow {
		const { guildId, period, absences } = this.question;
		const sum = this.#sums.get(holder.id);
		const time = { from: Math.max(period.from, holder.joinedAt ?? period.from), to: period.to };
		const coverage = this.coverage(time.from);
		const excused = excusedMs(absences.get(holder.id) ?? NONE, time);
		const requiredMs = this.#requiredMs(time, excused, coverage);
		const hasOptedOut = sum === undefined && this.activity.hasOptedOut(guildId, holder.id);
		const activeMs = sum?.activeMs ?? 0;
		// Written out in one literal: 100,000 spreads would be half of the work.
		return {
			holder,
			// Bots are not watched at all.
			standing: holder.isBot ? 'unknown' : standingOf(time, excused, { activeMs, requiredMs, coverage, hasOptedOut }),
			activeMs,
			idleMs: sum?.idleMs ?? 0,
			messages: sum?.messages ?? 0,
			lastSeenAt: sum?.lastSeenAt ?? null,
			requiredMs,
			coverage,
			isExcused: excused > 0,
			hasOptedOut,
		};
	}

	/** The part that was not watched is taken to be spread evenly over the time in which he was excused and not. */
	#requiredMs({ from, to }: Period, excused: number, coverage: number): number {
		const dueMs = to - from - excused;
		if (dueMs <= 0) return 0;
		return (this.question.requiredHours * HOUR_MS * coverage * dueMs) / this.#lengthMs;
	}
}

type Facts = Pick<ReportRow, 'activeMs' | 'requiredMs' | 'coverage' | 'hasOptedOut'>;

function standingOf({ from, to }: Period, excused: number, facts: Facts): Standing {
	if (facts.hasOptedOut || from >= to) return 'unknown';
	if (excused >= to - from) return 'afk';
	if (facts.activeMs > 0 && facts.activeMs >= facts.requiredMs) return 'active';
	// Nobody watched him: that he did nothing is not known.
	if (facts.coverage <= 0) return 'unknown';
	return facts.activeMs >= facts.requiredMs ? 'active' : 'inactive';
}

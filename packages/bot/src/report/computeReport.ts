import type { AbsenceSource } from '../absences/index.js';
import type { ActivitySource, ActivitySum, Period } from '../activity/index.js';
import { type ActivityReport, type ReportRow, STANDINGS, type Standing } from './ActivityReport.js';
import { excusedMs } from './excusedMs.js';
import type { Holder } from './Holder.js';
import type { ReportPeriod } from './parsePeriod.js';

const HOUR = 3_600_000;
const NOTHING: ActivitySum = { activeMs: 0, idleMs: 0, messages: 0, lastSeenAt: 0 };

export interface ReportQuestion {
	readonly guildId: string;
	readonly holders: readonly Holder[];
	readonly period: ReportPeriod;
	/** Hours for the whole period. */
	readonly requiredHours: number;
}

/** Judges every holder by his own data. It asks no more of the sources than their sums, and counts on nothing else. */
export function computeReport(
	question: ReportQuestion,
	activity: ActivitySource,
	absences: AbsenceSource,
): ActivityReport {
	const { guildId, period, requiredHours, holders } = question;
	const judge = new Judge(question, activity, absences);
	const rows = holders.map((holder) => judge.row(holder)).sort(byStanding);
	const counts = Object.fromEntries(STANDINGS.map((standing) => [standing, 0])) as Record<Standing, number>;
	for (const { standing } of rows) counts[standing]++;
	const judged = rows.filter(({ standing }) => standing === 'active' || standing === 'inactive');
	return {
		...{ period, requiredHours, rows, counts },
		coverage: activity.coverage(guildId, period),
		botCount: holders.filter(({ isBot }) => isBot).length,
		totalMs: sumOf(rows),
		averageMs: judged.length === 0 ? 0 : sumOf(judged) / judged.length,
	};
}

const sumOf = (rows: readonly ReportRow[]) => rows.reduce((sum, { activeMs }) => sum + activeMs, 0);

const RANKS = Object.fromEntries(STANDINGS.map((standing, rank) => [standing, rank])) as Record<Standing, number>;

// By id at last, so that the same report is the same text whatever order the members came in.
function byStanding(a: ReportRow, b: ReportRow): number {
	return RANKS[a.standing] - RANKS[b.standing] || b.activeMs - a.activeMs || (a.holder.id < b.holder.id ? -1 : 1);
}

class Judge {
	readonly #sums;
	readonly #absences;
	readonly #lengthMs;
	/** By the beginning of the time asked about: most holders were there all the time. */
	readonly #coverages = new Map<number, number>();

	constructor(
		private readonly question: ReportQuestion,
		private readonly activity: ActivitySource,
		absences: AbsenceSource,
	) {
		const { guildId, period } = question;
		this.#sums = activity.sums(guildId, period);
		this.#absences = absences.absencesIn(guildId, period);
		this.#lengthMs = period.to - period.from;
	}

	row(holder: Holder): ReportRow {
		const sum = this.#sums.get(holder.id);
		const { activeMs, idleMs, messages, lastSeenAt } = sum ?? NOTHING;
		const { period } = this.question;
		const time = { from: Math.max(period.from, holder.joinedAt ?? period.from), to: period.to };
		const excused = excusedMs(this.#absences.get(holder.id) ?? [], time);
		const requiredMs = this.#requiredMs(time, excused);
		const standing = this.#isSilent(holder, sum) ? 'optedOut' : this.#standing(time, excused, activeMs, requiredMs);
		return { holder, standing, activeMs, idleMs, messages, lastSeenAt, requiredMs, excusedMs: excused };
	}

	#isSilent({ id }: Holder, sum: ActivitySum | undefined): boolean {
		return sum === undefined && this.activity.hasOptedOut(this.question.guildId, id);
	}

	#standing(time: Period, excused: number, activeMs: number, requiredMs: number): Standing {
		const presentMs = time.to - time.from;
		if (presentMs <= 0) return 'unobserved';
		if (excused >= presentMs) return 'afk';
		if (activeMs > 0 && activeMs >= requiredMs) return 'active';
		if (this.#coverage(time) <= 0) return 'unobserved';
		return activeMs >= requiredMs ? 'active' : 'inactive';
	}

	/** The part that was not watched is taken to be spread evenly over the time in which he was excused and not. */
	#requiredMs(time: Period, excused: number): number {
		const dueMs = time.to - time.from - excused;
		if (dueMs <= 0 || this.question.requiredHours === 0) return 0;
		return (this.question.requiredHours * HOUR * this.#coverage(time) * dueMs) / this.#lengthMs;
	}

	#coverage(time: Period): number {
		let coverage = this.#coverages.get(time.from);
		if (coverage === undefined) {
			coverage = this.activity.coverage(this.question.guildId, time);
			this.#coverages.set(time.from, coverage);
		}
		return coverage;
	}
}

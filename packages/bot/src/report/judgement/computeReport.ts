import { HOUR_MS } from '../../clock/index.js';
import type { Absence } from '../../interfaces/AbsenceSource.js';
import type { ActivitySource, Period } from '../../interfaces/ActivitySource.js';
import { percentOf } from '../../localisation/index.js';
import type { ActivityReport, Holder, HolderList, ReportRow, Standing, WithoutJudgement } from './ActivityReport.js';
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
	/** The share that has to be watched, and over, before anybody is judged. In percent. */
	readonly leastPercent: number;
	/** Those that touch the period, by user id. */
	readonly absences: ReadonlyMap<string, readonly Absence[]>;
}

/** Judges every holder by his own data. Of a list that may lack some, every count and total is a lower bound. */
export function computeReport(question: ReportQuestion, activity: ActivitySource): ActivityReport {
	const { guildId, roleId, period, timeZone, requiredHours, leastPercent } = question;
	const { holders, ...list } = question.list;
	const judge = new Judge(question, activity);
	const rows = holders.map((holder) => judge.row(holder)).sort(byActivity);
	const counts: Record<Standing, number> = { active: 0, inactive: 0, afk: 0, unjudged: 0, unknown: 0 };
	for (const { standing } of rows) counts[standing]++;
	return {
		...{ guildId, roleId, period, timeZone, list, rows, counts, leastPercent },
		requiredMs: requiredHours * HOUR_MS,
		coverage: judge.coverage(),
		elapsed: judge.elapsed(period.from),
		...(judge.withoutJudgement && { withoutJudgement: judge.withoutJudgement }),
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
	return b.activeMs - a.activeMs || b.messages - a.messages || (a.holder.id < b.holder.id ? -1 : 1);
}

// Hours are written to a tenth. Of who joined seconds before the end "0 h" are required, and nobody falls short of that.
const READS_AS_NOTHING_MS = HOUR_MS / 20;

type Facts = Pick<ReportRow, 'activeMs' | 'requiredMs' | 'coverage'>;

class Judge {
	readonly coverage;
	readonly #tooLittle: WithoutJudgement | undefined;
	readonly #sums;
	readonly #endsAt;
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
		this.#endsAt = question.endsAt ?? period.to;
		this.#lengthMs = this.#endsAt - period.from;
		this.#tooLittle = this.#lacking(period.from, this.coverage());
	}

	/** Why nobody is judged, where nobody is. */
	get withoutJudgement(): WithoutJudgement | undefined {
		return this.#tooLittle ?? (this.question.requiredHours > 0 ? undefined : 'unrequired');
	}

	/** The share of the time from a moment to the end of the period that is over. */
	elapsed(from: number): number {
		return from < this.#endsAt ? (this.question.period.to - from) / (this.#endsAt - from) : 1;
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
			standing:
				holder.isBot || hasOptedOut ? 'unknown' : this.#standing(time, excused, { activeMs, requiredMs, coverage }),
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

	#standing({ from, to }: Period, excused: number, { activeMs, requiredMs, coverage }: Facts): Standing {
		if (from >= to) return 'unknown';
		// An absence is known without any watching.
		if (excused >= to - from) return 'afk';
		if (this.#tooLittle ?? this.#lacking(from, coverage)) return 'unknown';
		if (this.question.requiredHours <= 0) return 'unjudged';
		if (requiredMs < Math.min(READS_AS_NOTHING_MS, (this.question.requiredHours * HOUR_MS) / 2)) return 'unknown';
		return activeMs >= requiredMs ? 'active' : 'inactive';
	}

	/** What the time from a moment to the end of the period lacks for a judgement, by the figures that people read. */
	#lacking(from: number, coverage: number): WithoutJudgement | undefined {
		const { leastPercent } = this.question;
		if (coverage <= 0 || percentOf(coverage) < leastPercent) return 'unobserved';
		return percentOf(this.elapsed(from)) < leastPercent ? 'early' : undefined;
	}
}

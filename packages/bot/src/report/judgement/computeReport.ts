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
	readonly roleName?: string;
	readonly list: HolderList;
	readonly period: Period;
	readonly timeZone: string;
	/** Epoch milliseconds of the end of a running period. Only its past part is required. */
	readonly endsAt?: number;
	/** Hours for the whole period. */
	readonly requiredHours: number;
	/** The share that must be watched and over before anyone is judged. In percent. */
	readonly leastPercent: number;
	/** The absences that touch the period, by user id. */
	readonly absences: ReadonlyMap<string, readonly Absence[]>;
}

/**
 * Judges every member of the role by their own data. If the list may lack some, every count and total is a lower bound.
 */
export function computeReport(question: ReportQuestion, activity: ActivitySource): ActivityReport {
	const { guildId, roleId, roleName, period, timeZone, requiredHours, leastPercent } = question;
	const { holders, ...list } = question.list;
	const judge = new Judge(question, activity);
	const rows = holders.map((holder) => judge.row(holder)).sort(byActivity);
	const counts: Record<Standing, number> = { active: 0, inactive: 0, afk: 0, unjudged: 0, unknown: 0 };
	for (const { standing } of rows) counts[standing]++;
	return {
		...{ guildId, roleId, period, timeZone, list, rows, counts, leastPercent },
		...(roleName !== undefined && { roleName }),
		requiredMs: requiredHours * HOUR_MS,
		coverage: judge.coverage(),
		elapsed: judge.elapsed(period.from),
		...(judge.withoutJudgement && { withoutJudgement: judge.withoutJudgement }),
		...totalsOf(rows),
	};
}

/** Totals leave out bots. The average also leaves out unknown members, including the little that was seen of them. */
function totalsOf(rows: readonly ReportRow[]) {
	const people = rows.filter(({ holder }) => !holder.isBot);
	const known = people.filter(({ standing }) => standing !== 'unknown');
	const averageActiveMs = known.length === 0 ? 0 : activeMsOf(known) / known.length;
	return { bots: rows.length - people.length, totalActiveMs: activeMsOf(people), averageActiveMs };
}

function activeMsOf(rows: readonly ReportRow[]): number {
	return rows.reduce((sum, { activeMs }) => sum + activeMs, 0);
}

// Finally by id, so that the same report is the same text, whatever the order of the members.
function byActivity(a: ReportRow, b: ReportRow): number {
	return b.activeMs - a.activeMs || b.messages - a.messages || (a.holder.id < b.holder.id ? -1 : 1);
}

// Hours are written to a tenth. A member that joined seconds before the end would need "0 h", and nobody falls short of
// that.
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

	/** Why nobody is judged, if so. */
	get withoutJudgement(): WithoutJudgement | undefined {
		return this.#tooLittle ?? (this.question.requiredHours > 0 ? undefined : 'unrequired');
	}

	/** The share that is over of the time from a moment to the end of the period. */
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
		// One literal, since 100,000 spreads would be half of the work.
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

	/** The time that was not watched counts as if it were spread evenly over their excused and other time. */
	#requiredMs({ from, to }: Period, excused: number, coverage: number): number {
		const dueMs = to - from - excused;
		if (dueMs <= 0) return 0;
		return (this.question.requiredHours * HOUR_MS * coverage * dueMs) / this.#lengthMs;
	}

	#standing({ from, to }: Period, excused: number, { activeMs, requiredMs, coverage }: Facts): Standing {
		if (from >= to) return 'unknown';
		// An absence is known even if nothing was watched.
		if (excused >= to - from) return 'afk';
		if (this.#tooLittle ?? this.#lacking(from, coverage)) return 'unknown';
		if (this.question.requiredHours <= 0) return 'unjudged';
		if (requiredMs < Math.min(READS_AS_NOTHING_MS, (this.question.requiredHours * HOUR_MS) / 2)) return 'unknown';
		return activeMs >= requiredMs ? 'active' : 'inactive';
	}

	/** Why the time from a moment to the end of the period is not enough for a judgement, by the rounded figures. */
	#lacking(from: number, coverage: number): WithoutJudgement | undefined {
		const { leastPercent } = this.question;
		if (coverage <= 0 || percentOf(coverage) < leastPercent) return 'unobserved';
		return percentOf(this.elapsed(from)) < leastPercent ? 'early' : undefined;
	}
}

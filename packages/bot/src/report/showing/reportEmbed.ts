import { EmbedBuilder } from 'discord.js';
import { formatDay } from '../../dates/days.js';
import { type Localiser, Markup, percentOf } from '../../localisation/index.js';
import type { ActivityReport, ReportRow, Standing } from '../judgement/ActivityReport.js';
import { standingTexts } from '../judgement/standingTexts.js';
import { describeHow } from './describeHow.js';
import { inHours } from './inHours.js';
import { reportTexts } from './reportTexts.js';

export const CHART_NAME = 'report.png';

const SIGNS: Readonly<Record<Standing, string>> = {
	active: '🟢',
	inactive: '🔴',
	afk: '🟡',
	// A report that judges nobody has no colour.
	unjudged: '⚪',
	unknown: '⚪',
};
/** Shown instead of a figure about nobody. */
const NOTHING = '–';
const COLOURS = { complete: 0x5a_a9_e6, partial: 0xf5_c2_49 };

/** One page of a report; each page has the figures. @param rows - of this page */
export function reportEmbed(report: ActivityReport, rows: readonly ReportRow[], t: Localiser): EmbedBuilder {
	return new EmbedBuilder()
		.setTitle(t(reportTexts.title))
		.setColor(report.list.complete ? COLOURS.complete : COLOURS.partial)
		.setDescription([...headOf(report, t), '', ...linesOf(report.list, rows, t)].join('\n'))
		.setFields(fieldsOf(report, t).map(([name, value]) => ({ name, value, inline: true })))
		.setImage(`attachment://${CHART_NAME}`)
		.setFooter({ text: describeHow(report.list, t) });
}

function headOf(report: ActivityReport, t: Localiser): string[] {
	const { roleId, period, timeZone, guildId } = report;
	const role = Markup.role(roleId, guildId);
	const days = {
		first: formatDay(period.from, timeZone),
		last: formatDay(Math.max(period.from, period.to - 1), timeZone),
	};
	return [t(reportTexts.head, { role, timeZone, ...days }), ...groundsOf(report, t)];
}

/** How much was observed, and why nobody is judged, if so. */
function groundsOf({ coverage, elapsed, leastPercent: least, withoutJudgement }: ActivityReport, t: Localiser) {
	const percent = percentOf(coverage);
	if (withoutJudgement === 'unobserved') return [t(reportTexts.unobserved, { percent, least })];
	const observed = withoutJudgement === undefined ? reportTexts.observed : reportTexts.observedOnly;
	const lines = coverage < 1 ? [t(observed, { percent })] : [];
	if (withoutJudgement === 'early') lines.push(t(reportTexts.early, { percent: percentOf(elapsed), least }));
	if (withoutJudgement === 'unrequired') lines.push(t(reportTexts.unrequired));
	return lines;
}

function fieldsOf(report: ActivityReport, t: Localiser): [string, string][] {
	const { rows, counts, bots, list, requiredMs } = report;
	const bound = (value: string) => (list.complete ? value : t(reportTexts.atLeast, { value }));
	const number = (value: number) => bound(new Intl.NumberFormat(t.locale).format(value));
	const standings = standingsOf(report).map((standing): [string, string] => [
		`${SIGNS[standing]} ${t(standingTexts[standing])}`,
		number(counts[standing]),
	]);
	return [
		[t(reportTexts.holders), bound(t(reportTexts.bots, { count: rows.length, bots }))],
		...standings,
		[t(reportTexts.required), requiredMs > 0 ? inHours(requiredMs, t) : t(reportTexts.notRequired)],
		[t(reportTexts.total), bound(inHours(report.totalActiveMs, t))],
		// An average over some is no bound for the average over all.
		[t(reportTexts.average), counts.unknown < rows.length ? inHours(report.averageActiveMs, t) : NOTHING],
	];
}

/** If nobody is judged, nothing is counted that could be read as a judgement. */
function standingsOf({ withoutJudgement, counts }: ActivityReport): readonly Standing[] {
	if (withoutJudgement === undefined) return ['active', 'inactive', 'afk', 'unknown'];
	return (['unjudged', 'afk', 'unknown'] as const).filter((standing) => counts[standing] > 0);
}

function linesOf({ complete }: ActivityReport['list'], rows: readonly ReportRow[], t: Localiser): string[] {
	if (rows.length === 0) return [t(complete ? reportTexts.nobody : reportTexts.nobodyKnown)];
	return rows.map((row) => describeRow(row, t));
}

function describeRow(row: ReportRow, t: Localiser): string {
	const { holder, standing, hasOptedOut, activeMs, requiredMs, messages } = row;
	const name = holder.displayName + (holder.isBot ? ' 🤖' : '');
	const who = { sign: SIGNS[standing], name };
	if (hasOptedOut) return t(reportTexts.optedOut, who);
	const active = inHours(activeMs, t);
	if (standing === 'unknown')
		return t(isSeen(row) ? reportTexts.littleRow : reportTexts.unknownRow, { ...who, active });
	if (standing === 'unjudged') return t(reportTexts.unjudgedRow, { ...who, active, count: messages });
	return t(reportTexts.row, { ...who, active, required: inHours(requiredMs, t) });
}

/** Bots are never watched, whatever share was watched of people. */
function isSeen({ holder, coverage }: ReportRow): boolean {
	return !holder.isBot && coverage > 0;
}

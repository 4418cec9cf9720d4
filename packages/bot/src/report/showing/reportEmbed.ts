import { EmbedBuilder, roleMention } from 'discord.js';
import { formatDay } from '../../dates/index.js';
import { asWritten, type Localiser, percentOf } from '../../localisation/index.js';
import type { ActivityReport, ReportRow, Standing } from '../ActivityReport.js';
import { standingTexts } from '../standingTexts.js';
import { describeHow } from './describeHow.js';
import { inHours } from './inHours.js';
import { reportTexts } from './reportTexts.js';

export const CHART_NAME = 'report.png';

const SIGNS: Readonly<Record<Standing, string>> = { active: '🟢', inactive: '🔴', afk: '🟡', unknown: '⚪' };
const COLOURS = { complete: 0x5a_a9_e6, partial: 0xf5_c2_49 };

/** One page of a report; the figures stand on each. @param rows - of this page */
export function reportEmbed(report: ActivityReport, rows: readonly ReportRow[], t: Localiser): EmbedBuilder {
	return new EmbedBuilder()
		.setTitle(t(reportTexts.title))
		.setColor(report.list.complete ? COLOURS.complete : COLOURS.partial)
		.setDescription([...headOf(report, t), '', ...linesOf(report.list, rows, t)].join('\n'))
		.setFields(fieldsOf(report, t).map(([name, value]) => ({ name, value, inline: true })))
		.setImage(`attachment://${CHART_NAME}`)
		.setFooter({ text: describeHow(report.list, t) });
}

function headOf({ roleId, period, timeZone, coverage, guildId }: ActivityReport, t: Localiser): string[] {
	const role = roleId === guildId ? '@everyone' : roleMention(roleId);
	const days = {
		first: formatDay(period.from, timeZone),
		last: formatDay(Math.max(period.from, period.to - 1), timeZone),
	};
	const head = t(reportTexts.head, { role, timeZone, ...days });
	return coverage < 1 ? [head, t(reportTexts.observed, { percent: percentOf(coverage) })] : [head];
}

function fieldsOf(report: ActivityReport, t: Localiser): [string, string][] {
	const { rows, counts, bots, list } = report;
	const bound = (value: string) => (list.complete ? value : t(reportTexts.atLeast, { value }));
	const number = (value: number) => bound(new Intl.NumberFormat(t.locale).format(value));
	const standings = (['active', 'inactive', 'afk', 'unknown'] as const).map((standing): [string, string] => [
		`${SIGNS[standing]} ${t(standingTexts[standing])}`,
		number(counts[standing]),
	]);
	return [
		[t(reportTexts.holders), bound(t(reportTexts.bots, { count: rows.length, bots }))],
		...standings,
		[t(reportTexts.required), inHours(report.requiredMs, t)],
		[t(reportTexts.total), bound(inHours(report.totalActiveMs, t))],
		// An average over some is no bound for the average over all.
		[t(reportTexts.average), inHours(report.averageActiveMs, t)],
	];
}

function linesOf({ complete }: ActivityReport['list'], rows: readonly ReportRow[], t: Localiser): string[] {
	if (rows.length === 0) return [t(complete ? reportTexts.nobody : reportTexts.nobodyKnown)];
	return rows.map((row) => describeRow(row, t));
}

function describeRow({ holder, standing, hasOptedOut, activeMs, requiredMs }: ReportRow, t: Localiser): string {
	const name = asWritten(holder.displayName.replace(/\s+/g, ' ')) + (holder.isBot ? ' 🤖' : '');
	const who = { sign: SIGNS[standing], name };
	if (hasOptedOut) return t(reportTexts.optedOut, who);
	if (standing === 'unknown') return t(reportTexts.unknownRow, who);
	return t(reportTexts.row, { ...who, active: inHours(activeMs, t), required: inHours(requiredMs, t) });
}

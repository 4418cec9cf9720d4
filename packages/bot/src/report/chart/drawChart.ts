import { HOUR_MS } from '../../clock/index.js';
import { formatDay } from '../../dates/days.js';
import type { Localiser } from '../../localisation/index.js';
import type { ActivityReport, Standing } from '../judgement/ActivityReport.js';
import { standingTexts } from '../judgement/standingTexts.js';
import { inHours } from '../showing/inHours.js';
import { reportTexts } from '../showing/reportTexts.js';
import { type Bin, binsOf } from './bins.js';
import { chartTexts } from './chartTexts.js';
import { BAR, FAINT, GROUND, LINE, STANDING_COLOURS, TEXT } from './colours.js';
import { drawable } from './drawable.js';
import { element, label } from './svg.js';

export const CHART = { width: 900, height: 600, left: 40, right: 860 } as const;
/** The height of the head, which moves everything else down. */
const HEAD = 80;
const SHARES_TOP = 66;
const SHARES_HEIGHT = 44;
const BARS = { top: 250, bottom: 450 };
const STANDINGS = ['inactive', 'active', 'unjudged', 'afk', 'unknown'] as const satisfies readonly Standing[];
// If one member is unjudged, all are, so there are never more of them at once.
const MOST_AT_ONCE = 4;

/**
 * The chart of a report as SVG: its title, one bar with the shares of the standings, and a histogram of active
 * hours. It is saved and passed on without its message, so it names role, period and required hours itself.
 */
export function drawChart(report: ActivityReport, t: Localiser): string {
	const { width, height } = CHART;
	const parts = [
		element('rect', { width, height, rx: 14, fill: GROUND }),
		...drawHead(report, t),
		element('g', { transform: `translate(0 ${HEAD})` }, [...drawShares(report, t), ...drawHours(report, t)].join('')),
		...(!report.list.complete
			? [label(CHART.left, height - 16, t(chartTexts.lowerBound), { size: 16, fill: '#f5c249' })]
			: []),
	];
	const attributes = { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` };
	return element('svg', attributes, parts.join(''));
}

function drawHead({ roleName, roleId, period, timeZone, requiredMs }: ActivityReport, t: Localiser): string[] {
	const first = formatDay(period.from, timeZone);
	const last = formatDay(Math.max(period.from, period.to - 1), timeZone);
	const required = requiredMs > 0 ? inHours(requiredMs, t) : t(reportTexts.notRequired);
	const facts = `${first} – ${last} (${timeZone}) · ${t(reportTexts.required)}: ${required}`;
	return [
		label(CHART.left, 46, drawable(roleName ?? '', roleId), { size: 26, fill: TEXT }),
		label(CHART.left, 76, facts, { size: 17, fill: FAINT }),
	];
}

function drawShares({ rows, counts }: ActivityReport, t: Localiser): string[] {
	const span = CHART.right - CHART.left;
	let x: number = CHART.left;
	const shown = STANDINGS.filter((standing) => counts[standing] > 0);
	const bars = shown.map((standing) => {
		const share = (counts[standing] / rows.length) * span;
		const bar = { x, y: SHARES_TOP, width: share, height: SHARES_HEIGHT, fill: STANDING_COLOURS[standing] };
		x += share;
		return element('rect', bar);
	});
	const column = span / MOST_AT_ONCE;
	const keys = shown.flatMap((standing, place) => {
		const left = CHART.left + place * column;
		const text = `${t(standingTexts[standing])} ${number(t, counts[standing])}`;
		return [
			element('rect', { x: left, y: 130, width: 14, height: 14, rx: 7, fill: STANDING_COLOURS[standing] }),
			label(left + 20, 143, text, { size: 17, fill: TEXT }),
		];
	});
	const title = `${t(chartTexts.shares)}: ${number(t, rows.length)}`;
	return [label(CHART.left, 46, title, { size: 22, fill: TEXT }), ...bars, ...keys];
}

function drawHours({ rows }: ActivityReport, t: Localiser): string[] {
	const known = rows.filter(({ standing }) => standing !== 'unknown');
	const bins = binsOf(known.map(({ activeMs }) => activeMs / HOUR_MS));
	const most = Math.max(1, ...bins.map(({ count }) => count));
	const step = (CHART.right - CHART.left) / bins.length;
	return [
		label(CHART.left, 206, `${t(chartTexts.hours)} (${t(chartTexts.holders)})`, { size: 22, fill: TEXT }),
		...bins.flatMap((bin, place) => drawBin(bin, CHART.left + place * step, step, most, t)),
		element('rect', { x: CHART.left, y: BARS.bottom, width: CHART.right - CHART.left, height: 2, fill: LINE }),
		label(CHART.right, BARS.bottom + 24, hoursOf(bins.at(-1)?.to ?? 0, t), { size: 16, fill: FAINT, anchor: 'end' }),
	];
}

function drawBin({ from, count }: Bin, x: number, step: number, most: number, t: Localiser): string[] {
	const height = (count / most) * (BARS.bottom - BARS.top);
	const y = BARS.bottom - height;
	const bar = element('rect', { x: x + 3, y, width: step - 6, height, fill: BAR });
	const middle = { size: 16, fill: TEXT, anchor: 'middle' };
	return [
		...(count > 0 ? [bar, label(x + step / 2, y - 7, number(t, count), middle)] : []),
		label(x, BARS.bottom + 24, hoursOf(from, t), { size: 16, fill: FAINT }),
	];
}

const number = ({ locale }: Localiser, value: number) => new Intl.NumberFormat(locale).format(value);
const hoursOf = (value: number, { locale }: Localiser) =>
	new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);

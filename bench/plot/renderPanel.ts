import { LinearScale } from './LinearScale.js';
import { LogScale } from './LogScale.js';
import type { Line, Panel } from './Panel.js';
import { spread } from './spread.js';

/** Where the axes of a panel are, from its own corner, in pixels. */
const AREA = { left: 44, right: 500, top: 44, bottom: 260 };
/** Free room on either side of the points. */
const MARGIN = 40;
const LABEL_GAP = 17;

type Scale = LogScale | LinearScale;

/** Width and height of a panel with its labels, in pixels. */
export const PANEL_SIZE = { width: 760, height: 300 };

/** A panel as SVG: members on a logarithmic axis or something else on one from 0, the measurement on one from 0, each line named at its end. */
export function renderPanel({ title, lines, format, along }: Panel): string {
	const points = lines.flatMap((line) => line.points);
	const values = [...new Set(points.map(([value]) => value))].sort((a, b) => a - b);
	const [from, to] = [AREA.left + MARGIN, AREA.right - MARGIN / 2];
	const x = along ? new LinearScale(values, from, to) : new LogScale(values, from, to);
	const marks = x instanceof LinearScale ? x.ticks() : values;
	const nameX = along?.format ?? nameMembers;
	const y = new LinearScale(
		points.map(([, value]) => value),
		AREA.bottom,
		AREA.top,
	);
	return [
		`<text class="title" x="0" y="18">${toText(title)}</text>`,
		...y.ticks().map((value) => renderRow(y.at(value), format(value))),
		...marks.map((value) => renderMark(x.at(value), nameX(value))),
		...lines.map((line) => renderLine(line, x, y)),
		...renderLabels(lines, x, y, format),
	].join('\n');
}

function renderRow(y: number, text: string): string {
	return (
		`<line class="grid" x1="${AREA.left}" x2="${AREA.right}" y1="${px(y)}" y2="${px(y)}"/>` +
		`<text class="tick" x="${AREA.left - 8}" y="${px(y + 4)}" text-anchor="end">${toText(text)}</text>`
	);
}

function renderMark(x: number, text: string): string {
	return `<text class="tick" x="${px(x)}" y="${AREA.bottom + 20}" text-anchor="middle">${toText(text)}</text>`;
}

function nameMembers(members: number): string {
	return `${members.toLocaleString('en')} members`;
}

function renderLine({ className, points }: Line, x: Scale, y: LinearScale): string {
	const at = points.map(([members, value]) => `${px(x.at(members))},${px(y.at(value))}`);
	const dots = at.map((point) => {
		const [cx, cy] = point.split(',');
		return `<circle class="dot ${className}" cx="${cx}" cy="${cy}" r="3.5"/>`;
	});
	return [`<polyline class="line ${className}" points="${at.join(' ')}"/>`, ...dots].join('');
}

/** The names, with the value at the largest size, moved apart where lines end close together. */
function renderLabels(lines: readonly Line[], x: Scale, y: LinearScale, format: Panel['format']): string[] {
	const ends = lines.map(({ points }) => points.at(-1) as readonly [number, number]);
	const places = spread(
		ends.map(([, value]) => y.at(value)),
		LABEL_GAP,
	);
	return lines.map(({ className, label }, index) => {
		const [along, value] = ends[index] as readonly [number, number];
		const [from, to] = [y.at(value), places[index] as number];
		const text = `${toText(label)} <tspan class="value">${toText(format(value))}</tspan>`;
		return (
			`<line class="leader" x1="${px(x.at(along) + 6)}" x2="${AREA.right + 12}" y1="${px(from)}" y2="${px(to)}"/>` +
			`<text class="label ${className}" x="${AREA.right + 16}" y="${px(to + 4)}">${text}</text>`
		);
	});
}

function px(value: number): string {
	return String(Number(value.toFixed(1)));
}

function toText(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

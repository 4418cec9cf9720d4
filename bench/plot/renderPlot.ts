import type { MeasurementName } from '../measuring/Measurements.js';
import type { Report } from '../reporting/Report.js';
import { summarise } from '../reporting/summarise.js';
import { sides } from '../sides/index.js';
import type { Line, Panel } from './Panel.js';
import { PANEL_SIZE, renderPanel } from './renderPanel.js';
import { classesOf, style } from './style.js';

/** One chart of the plot: a measurement, as it is shown. */
interface Chart {
	readonly name: MeasurementName;
	readonly title: string;
	/** What a member costs, given the figure for all. */
	perMember(value: number, members: number): number;
	format(value: number): string;
}

const charts: readonly Chart[] = [
	{
		name: 'bytesPerMember',
		title: 'Memory kept, bytes a member',
		perMember: (bytes) => bytes,
		format: (bytes) => Math.round(bytes).toLocaleString('en'),
	},
	{
		name: 'cpuMs',
		title: 'CPU of a full fetch, µs a member',
		perMember: (ms, members) => (ms * 1000) / members,
		format: (us) => us.toFixed(us < 10 && us % 1 !== 0 ? 1 : 0),
	},
];

/** Bytes and CPU against members as an SVG that can be read on a light and on a dark ground. */
export function renderPlot(report: Report): string {
	const { width, height } = PANEL_SIZE;
	const groups = charts.map((chart, at) => {
		return `<g transform="translate(0 ${at * height})">\n${renderPanel(toPanel(report, chart))}\n</g>`;
	});
	const title = charts.map((chart) => chart.title).join('; ');
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height * charts.length}" role="img" aria-label="${title}">`,
		`<style>${style}</style>`,
		...groups,
		'</svg>\n',
	].join('\n');
}

function toPanel(report: Report, { name, title, perMember, format }: Chart): Panel {
	const lines = report.sides.flatMap((side): Line[] => {
		const points = report.members
			.toSorted((a, b) => a - b)
			.flatMap((members): [number, number][] => {
				const value = summarise(report.runs, { side, members, name })?.value;
				return typeof value === 'number' ? [[members, perMember(value, members)]] : [];
			});
		return points.length > 0 ? [{ className: classesOf(side), label: sides[side].title, points }] : [];
	});
	return { title, lines, format };
}

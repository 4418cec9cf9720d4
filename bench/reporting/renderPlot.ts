import type { MeasurementName } from '../measuring/Measurements.js';
import type { Line, Panel } from '../plot/Panel.js';
import { renderPanels } from '../plot/renderPanels.js';
import { classesOf } from '../plot/style.js';
import { sides } from '../sides/index.js';
import type { Report } from './Report.js';
import { summarise } from './summarise.js';

/** One chart of the plot: a measurement, as it is shown. */
interface Chart {
	readonly name: MeasurementName;
	readonly title: string;
	/** The figure for one member, given the figure for all. */
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
	return renderPanels(charts.map((chart) => toPanel(report, chart)));
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

import type { MeasurementName } from '../measuring/Measurements.js';
import { columns } from '../reporting/columns.js';
import type { Report } from '../reporting/Report.js';
import { summarise } from '../reporting/summarise.js';
import { sides } from '../sides/index.js';
import type { Line, Panel } from './Panel.js';
import { PANEL_SIZE, renderPanel } from './renderPanel.js';
import { classOf, style } from './style.js';

const SHOWN: readonly MeasurementName[] = ['bytesPerMember', 'cpuMs'];

/** Bytes and CPU against members as an SVG that can be read on a light and on a dark ground. */
export function renderPlot(report: Report): string {
	const panels = SHOWN.map((name) => panelOf(report, name));
	const { width, height } = PANEL_SIZE;
	const title = panels.map((panel) => panel.title).join('; ');
	const groups = panels.map((panel, at) => `<g transform="translate(${at * width} 0)">\n${renderPanel(panel)}\n</g>`);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width * panels.length} ${height}" role="img" aria-label="${title}">`,
		`<style>${style}</style>`,
		...groups,
		'</svg>\n',
	].join('\n');
}

function panelOf(report: Report, name: MeasurementName): Panel {
	const column = columns.find((known) => known.name === name);
	if (!column) throw new Error(`The measurement ${name} has no column.`);
	const lines = report.sides.flatMap((side): Line[] => {
		const points = report.members.flatMap((members): [number, number][] => {
			const value = summarise(report.runs, { side, members, name })?.value;
			return typeof value === 'number' && value > 0 ? [[members, value]] : [];
		});
		return points.length > 0 ? [{ className: classOf(side), label: sides[side].title, points }] : [];
	});
	return { title: `${column.title}, against members`, lines, format: (value) => column.format(value) };
}

import { describe, expect, it } from 'vitest';
import { classesOf, classOf } from '../plot/style.js';
import { sideNames } from '../sides/index.js';
import { aReport, aRun } from '../tests/aReport.js';
import { renderPlot } from './renderPlot.js';

const runs = [10_000, 100_000].flatMap((members) =>
	sideNames.map((side, at) =>
		aRun({ side, members, measurements: { bytesPerMember: 100 * (at + 1), cpuMs: members / 50 } }),
	),
);

describe('renderPlot', () => {
	const plot = renderPlot(aReport(runs));

	it('draws a line with a point for each size, for each side and measurement', () => {
		for (const side of sideNames) {
			expect(plot.match(new RegExp(`<polyline class="line ${classesOf(side)}"`, 'g')), side).toHaveLength(2);
			expect(plot.match(new RegExp(`<circle class="dot ${classesOf(side)}"`, 'g')), side).toHaveLength(4);
		}
		expect(plot).not.toMatch(/NaN|undefined|Infinity/);
	});

	it('gives the CPU time as what one member costs', () => {
		expect(plot.match(/<tspan class="value">20<\/tspan>/g)).toHaveLength(sideNames.length);
	});

	it('colours every side for a light and for a dark ground', () => {
		const [light, dark] = plot.split('@media (prefers-color-scheme: dark)');
		for (const side of sideNames) {
			const rule = `.line.${classOf(side)} { stroke: #`;
			expect(light, side).toContain(rule);
			expect(dark, side).toContain(rule);
		}
	});

	it('draws a single size and a side without points as well', () => {
		const single = renderPlot({ ...aReport([aRun()]), sides: ['discord.js', 'seyfert'] });
		expect(single.match(/<polyline/g)).toHaveLength(2);
		expect(single).not.toMatch(/NaN|undefined|Infinity/);
	});
});

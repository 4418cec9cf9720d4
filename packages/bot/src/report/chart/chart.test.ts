import fc from 'fast-check';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { localiser } from '../../localisation/index.js';
import type { ActivityReport } from '../judgement/ActivityReport.js';
import { aReport } from '../tests/aReport.js';
import { binsOf } from './bins.js';
import { GROUND, STANDING_COLOURS, TEXT } from './colours.js';
import { CHART, drawChart } from './drawChart.js';
import { renderChart, renderSvg } from './renderChart.js';
import { label } from './svg.js';

const STANDINGS = ['inactive', 'active', 'afk', 'unknown'] as const;

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">';

/** How many pixels have exactly this colour. */
async function pixels(report: ActivityReport, language = 'en-US') {
	const png = await renderChart(report, localiser(language));
	const { width, height, data, channels } = decode(png);
	const counts = new Map<string, number>();
	for (let at = 0; at < data.length; at += channels) {
		const colour = `#${[0, 1, 2]
			.map((n) =>
				Number(data[at + n])
					.toString(16)
					.padStart(2, '0'),
			)
			.join('')}`;
		counts.set(colour, (counts.get(colour) ?? 0) + 1);
	}
	return { width, height, png, of: (colour: string) => counts.get(colour) ?? 0 };
}

describe('the chart', () => {
	it('is a PNG with its own background, with the shares as areas', async () => {
		const shares = { inactive: 10, active: 60, afk: 20, unknown: 10 };
		const chart = await pixels(aReport(shares));
		expect([chart.width, chart.height]).toEqual([CHART.width, CHART.height]);
		expect(chart.of(GROUND)).toBeGreaterThan((CHART.width * CHART.height) / 3);
		const all = STANDINGS.reduce((sum, standing) => sum + chart.of(STANDING_COLOURS[standing]), 0);
		for (const standing of STANDINGS)
			expect(chart.of(STANDING_COLOURS[standing]) / all).toBeCloseTo(shares[standing] / 100, 1);
	});

	it('writes letters in both languages with its own font', async () => {
		const [empty, english, korean] = await Promise.all([
			renderChart(aReport({}), localiser('en-US')),
			pixels(aReport({ active: 3, afk: 1 }, { complete: false }), 'en-US'),
			pixels(aReport({ active: 3, afk: 1 }, { complete: false }), 'ko'),
		]);
		expect(empty.length).toBeGreaterThan(1000);
		expect(english.of(TEXT)).toBeGreaterThan(300);
		expect(korean.of(TEXT)).toBeGreaterThan(300);
		expect(korean.png.equals(english.png)).toBe(false);
	});

	it.each(['en-US', 'ko'])('has every letter in its font: %s', async (language) => {
		const report = aReport({ active: 1_023, inactive: 456, afk: 78, unknown: 9 }, { complete: false });
		const svg = drawChart(report, localiser(language));
		const letters = new Set([...svg.matchAll(/>([^<]+)<\/text>/g)].flatMap(([, text = '']) => [...text]));
		letters.delete(' ');
		expect(letters.size).toBeGreaterThan(30);
		const render = (letter: string) => renderSvg(`${SVG}${label(10, 30, letter, { size: 22, fill: TEXT })}</svg>`);
		const [nothing, unknown] = await Promise.all([renderSvg(`${SVG}</svg>`), render('\u{10FFFD}')]);
		for (const letter of letters) {
			const drawn = await render(letter);
			expect([drawn.equals(nothing), drawn.equals(unknown)], letter).toEqual([false, false]);
		}
	});

	it('names the role, the period and the required hours, as far as its font can', () => {
		const named = (roleName: string, requiredMs = 36_000_000) =>
			drawChart({ ...aReport({ active: 1 }), roleName, requiredMs }, localiser('en-US'));
		expect(named('Crew & <b>')).toMatch(/>Crew &#38; &#60;b&#62;<.*>1970-01-01 – 1970-01-07 \(UTC\) · Required: 10 h</);
		expect(named('Crew', 0)).toContain('Required: none<');
		expect(named('🎮 게임 Ünï')).toContain('>게임 Ünï<');
		expect(named('🎮')).toContain('>2<');
		expect(named('x'.repeat(100))).toContain(`>${'x'.repeat(48)}..<`);
		expect(drawChart(aReport({ active: 1 }), localiser('ko'))).toContain('필요 시간: 10시간<');
	});

	it('puts everyone into one of at most twelve bins', () => {
		const hours = fc.array(fc.double({ min: 0, max: 8784, noNaN: true }), { maxLength: 200 });
		fc.assert(
			fc.property(hours, (values) => {
				const bins = binsOf(values);
				expect(bins.length).toBeLessThanOrEqual(12);
				expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
				expect(bins.at(-1)?.to).toBeGreaterThanOrEqual(Math.max(0, ...values));
			}),
		);
	});
});

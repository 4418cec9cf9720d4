import { describe, expect, it } from 'vitest';
import { aReport, aRun } from '../tests/aReport.js';
import { renderGoals } from './renderGoals.js';

const theirs = (members: number) => aRun({ members, measurements: { cpuMs: 1000, stallMs: 300 } });
const ours = (members: number, measurements: NonNullable<Parameters<typeof aRun>[0]>['measurements'] = {}) =>
	aRun({
		side: 'service',
		members,
		measurements: { cpuMs: 1100, stallMs: 90, secondCallMs: 0.5, lookupUs: 9, ...measurements },
	});

const lineOf = (lines: readonly string[], title: string) => lines.filter((line) => line.startsWith(`- ${title}`));

describe('renderGoals', () => {
	it('says of each side of the service whether it reaches a goal at every size', () => {
		const lines = renderGoals(aReport([theirs(10_000), ours(10_000), theirs(100_000), ours(100_000)]));
		expect(lineOf(lines, 'CPU of a full fetch')).toEqual([
			expect.stringMatching(/alone\. rollcall over discord\.js: reached\.$/),
		]);
	});

	it('names the size and the figure if it does not', () => {
		const slow = ours(100_000, { cpuMs: 1151, secondCallMs: 'no answer' });
		const lines = renderGoals(aReport([theirs(10_000), ours(10_000), theirs(100_000), slow]));
		expect(lineOf(lines, 'CPU of a full fetch')[0]).toMatch(/: missed at 100,000 \(1,151 ms\)\.$/);
		expect(lineOf(lines, 'second call')[0]).toMatch(/: missed at 100,000 \(no answer\)\.$/);
		expect(lineOf(lines, 'longest stall: no longer')[0]).toMatch(/: reached\.$/);
	});

	it('is silent about sizes that were not measured, and about ratios if discord.js was not', () => {
		const lines = renderGoals(aReport([ours(10_000)]));
		expect(lineOf(lines, 'second call')).toHaveLength(1);
		expect(lineOf(lines, 'longest stall')).toEqual([]);
		expect(lineOf(lines, 'CPU of a full fetch')).toEqual([]);
	});

	it('asks nothing of others', () => {
		expect(renderGoals(aReport([theirs(1_000_000)]))).toEqual([]);
	});
});

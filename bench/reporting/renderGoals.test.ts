import { describe, expect, it } from 'vitest';
import { aReport, aRun } from '../tests/aReport.js';
import { renderGoals, renderMisses } from './renderGoals.js';

type Given = NonNullable<Parameters<typeof aRun>[0]>['measurements'];
const theirs = (members: number, given: Given = {}) => aRun({ members, measurements: { cpuMs: 1000, ...given } });
const ours = (members: number, given: Given = {}) =>
	aRun({ side: 'service-roster-cache', members, measurements: { cpuMs: 700, secondCallMs: 0.5, ...given } });

const lineOf = (table: string, title: string) => table.split('\n').find((line) => line.startsWith(`| ${title}`));

describe('renderGoals', () => {
	it('shows each figure with its limit at each size, as a ratio to discord.js', () => {
		const table = renderGoals(aReport([theirs(10_000), ours(10_000), theirs(100_000), ours(100_000)]));
		expect(lineOf(table, 'ratio')).toMatch(/\| 10,000 \| 100,000 \|$/);
		expect(lineOf(table, 'CPU of a full fetch')).toMatch(/: .+ \| 0\.70× \(≤ 1\.2\) \| 0\.70× \(≤ 0\.75\) \|$/);
		expect(lineOf(table, 'second call')).toMatch(/\| 0\.5 \(≤ 1\) \| 0\.5 \(≤ 1\) \|$/);
	});

	it('says that a goal is missed, with the figure, and lists the misses', () => {
		const slow = ours(100_000, { cpuMs: 751, secondCallMs: 'no answer' });
		const report = aReport([theirs(10_000), ours(10_000), theirs(100_000), slow]);
		const table = renderGoals(report);
		expect(lineOf(table, 'CPU of a full fetch')).toMatch(
			/\| 0\.70× \(≤ 1\.2\) \| \*\*missed\*\* 0\.75× \(≤ 0\.75\) \|$/,
		);
		expect(lineOf(table, 'second call')).toMatch(/\| \*\*missed\*\* no answer \(≤ 1\) \|$/);
		const misses = renderMisses(report).filter((line) => /CPU|second/.test(line));
		expect(misses).toEqual([
			expect.stringMatching(/^- CPU .+100,000: 0\.75×/),
			expect.stringMatching(/^- second call/),
		]);
	});

	it('compares an answer of the service with the cache of discord.js', () => {
		const report = aReport([
			theirs(10_000, { 'cache.bot.later': 10 }),
			ours(10_000, { 'cache.bot.later': 30, 'answer.bot.later': 15 }),
		]);
		expect(lineOf(renderGoals(report), 'filter by bot, cache')).toContain('**missed** 3.00× (≤ 2)');
		expect(lineOf(renderGoals(report), 'filter by bot, answer')).toContain('| 1.50× (≤ 2) |');
	});

	it('is silent about sizes that were not run, about what was not measured, and about ratios if discord.js was not', () => {
		const table = renderGoals(aReport([ours(10_000), ours(2_500)]));
		expect(lineOf(table, 'ratio')).toMatch(/figure \| 10,000 \|$/);
		expect(lineOf(table, 'second call')).toBeDefined();
		expect(lineOf(table, 'CPU of a full fetch')).toBeUndefined();
		expect(lineOf(table, 'cache.get')).toBeUndefined();
	});

	it('has a column for many small guilds if they were run', () => {
		const report = { ...aReport([]), smallGuilds: { guilds: 20, members: 900, runs: [theirs(900), ours(900)] } };
		expect(lineOf(renderGoals(report), 'ratio')).toContain('many small guilds');
		expect(lineOf(renderGoals(report), 'CPU of a full fetch')).toContain('0.70× (≤ 1)');
	});

	it('asks nothing of others', () => {
		expect(renderGoals(aReport([theirs(1_000_000)]))).toBe('');
	});
});

import { readFileSync } from 'node:fs';
import { Events } from 'discord.js';
import type { Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { openPage, stopBrowser } from '../../../emulator/test/page/openPage.js';
import { type Stage, startBot } from '../../src/tests/startBot.js';
import { type Work, watchWork } from './watchWork.js';

const MEMBERS = 100_000;
/** Those of a role, whose list is short. */
const FEW = 1_000;
/** A frame that takes longer shows as a jerk. So many frames together stay below it, too. */
const LONGEST_FRAME_MS = 50;
const FRAMES = 5;
const MOST_ROWS = 200;
/** A row that shows another member changes in so many places: its number, title, place and cells. */
const CHANGES_A_ROW = 10;
const LAYOUTS_A_FRAME = 3;
/** If the work grew with the list, it would be a hundred times as much. */
const MOST_GROWTH = 1.7;
/** Snapshots come each second and are work, too: of each step, the least of some rounds counts. */
const ROUNDS = 3;
/** As with a wheel, then as with the scroll bar, to the end. */
const STEPS = [...Array<string>(12).fill('120'), ...Array<string>(12).fill('table.scrollHeight / 80')];
const SCROLL_STEP = readFileSync(new URL('./scrollStep.js', import.meta.url), 'utf8');

interface Step extends Work {
	/** Pixels. */
	readonly moved: number;
	/** Changes of the document in the table. */
	readonly changes: number;
	/** Rows in the document. */
	readonly rows: number;
}

afterAll(stopBrowser);

/** Stops the gateway after some chunks, and waits for the page to show how far the fetch is. */
async function watchFetch({ bot, emulator }: Stage, page: Page, stops: readonly number[]): Promise<void> {
	const seen = new Set<string>();
	for (const stop of stops) {
		const stopped = new Promise<void>((resolve) => {
			bot.client.on(Events.Raw, ({ t, d }: { t: string; d: { chunk_index: number } }) => {
				if (t !== 'GUILD_MEMBERS_CHUNK' || d.chunk_index !== stop) return;
				emulator.faults.gateway.pauseDispatch();
				resolve();
			});
		});
		if (stop === stops[0]) await page.getByRole('button', { name: 'Fetch the list' }).click();
		else emulator.faults.gateway.resumeDispatch();
		await stopped;
		const counts = page.locator('.counts').filter({ hasText: /^[\d,]+ of 100,000 · \d+ %$/ });
		await expect.poll(async () => seen.has((await counts.textContent()) ?? '')).toBe(false);
		seen.add((await counts.textContent()) ?? '');
	}
	emulator.faults.gateway.resumeDispatch();
	await page.getByText('100,000 members, found in').waitFor();
}

/** The work of each step from the beginning to the end. */
async function scrollThrough(page: Page, role: string, members: string): Promise<Step[]> {
	await page.getByLabel('Role', { exact: true }).selectOption(role);
	await page.getByText(`${members} members, found in`).waitFor();
	const working = await watchWork(page);
	const steps: Step[] = [];
	for (const step of STEPS)
		steps.push(await working(SCROLL_STEP.replace('FRAMES', String(FRAMES)).replace('STEP', step)));
	return steps;
}

/** Of each step, the least of all rounds. */
function least(rounds: readonly (readonly Step[])[], what: keyof Step): number[] {
	return STEPS.map((_, step) => Math.min(...rounds.map((round) => round[step]?.[what] ?? Number.NaN)));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

it('100,000 members are watched as they come, searched, and scrolled through without a frame of 50 ms', async () => {
	const stage = await startBot({ guilds: [{ members: MEMBERS }] });
	const { emulator, bot, guild } = stage;
	const crew = guild.createRole({ name: 'Crew' });
	for (const id of guild.ids(0, FEW)) guild.addRole(id, crew.id);
	// On loopback it would be over before anybody sees it.
	emulator.faults.add({ on: 'memberRequest', delayEach: 10, times: 1 });
	const { page, complaints } = await openPage(bot.dashboard.url ?? '');
	await watchFetch(stage, page, [30, 60]);

	const [all, few]: [Step[][], Step[][]] = [[], []];
	for (let round = 0; round < ROUNDS; round++) {
		all.push(await scrollThrough(page, '', '100,000'));
		few.push(await scrollThrough(page, crew.id, FEW.toLocaleString('en-US')));
	}
	expect(Math.max(...all.flat().map(({ rows }) => rows))).toBeLessThan(MOST_ROWS);
	expect(Math.max(...least(all, 'changes'))).toBeLessThan(FRAMES * MOST_ROWS * CHANGES_A_ROW);
	expect(Math.max(...least(all, 'layouts'))).toBeLessThan(FRAMES * LAYOUTS_A_FRAME);
	expect(Math.max(...least(all, 'cpuMs'))).toBeLessThan(LONGEST_FRAME_MS);
	expect(sum(least(all, 'cpuMs')) / sum(least(few, 'cpuMs'))).toBeLessThan(MOST_GROWTH);
	// It was measured at all. A single step may end where the list does.
	for (const steps of [...all, ...few])
		for (const what of ['moved', 'changes', 'cpuMs'] as const)
			expect(sum(steps.map((step) => step[what])), what).toBeGreaterThan(0);

	await page.getByLabel('Role', { exact: true }).selectOption('');
	const last = guild.join({ nick: 'Qxyz the last' });
	await page.getByLabel('Search', { exact: true }).fill(last.user.id);
	await page.getByRole('row', { name: /Qxyz the last/ }).waitFor();
	await page.getByLabel('Search', { exact: true }).fill('qxyz');
	await page.getByText('1 member, found in').waitFor();
	expect(complaints.filter((words) => !words.includes('409'))).toEqual([]);
});

import { readFile } from 'node:fs/promises';
import { DiscordEmulator } from 'rollcall-emulator';
import { describe, expect, it } from 'vitest';
import { scenarios } from '../demo/scenarios.js';
import { furtherScenarios } from '../validation/gains/recovery/furtherScenarios.js';
import { FloorTimes } from './FloorTimes.js';
import { floors } from './floors.js';
import { isNear } from './isNear.js';
import { limitsOf } from './Limits.js';
import { renderFloors } from './renderFloors.js';

const limits = limitsOf(new DiscordEmulator({ profile: 'discord', guilds: [{ members: 1 }] }).options);
const at = (members: number) => new FloorTimes(limits, members);
const floorOf = (fault: string, members: number) => floors[fault]?.floor(at(members));

describe('the times that the limits leave', () => {
	it('are the latency and 20,000 members a second for an answer', () => {
		expect(at(25_000).chunks()).toBe(150 + 24 * 50);
		expect(at(1_000).chunks()).toBe(150);
		expect(at(100_000).byGate).toBe(30_000 + 150 + 99 * 50);
	});

	it('are ten pages in ten seconds, each of 150 ms, and a barrier behind the last', () => {
		expect(at(8_000).byPages(0)).toBe(9 * 150 + 150);
		expect(at(25_000).byPages(0)).toBe(20_000 + 6 * 150 + 150);
		expect(at(25_000).byPages(500)).toBe(20_500 + 6 * 150 + 150);
	});

	it('are shorter if a page has opened the window, unless that page is one too many', () => {
		expect(at(25_000).byPages(5_000, 200, 1)).toBe(20_200 + 7 * 150 + 150);
		expect(at(29_000).byPages(5_000, 200, 1)).toBe(30_200 + 150 + 150);
		expect(at(29_000).byPagesOpened(5_000, 200)).toBe(at(29_000).byPages(5_000));
	});
});

describe('the floors', () => {
	it('name every scenario, and no other', () => {
		const names = [...scenarios, ...furtherScenarios].map(({ name }) => name);
		expect(Object.keys(floors)).toEqual(names);
	});

	it.each([
		['a lost chunk', 1_350, 5_100],
		['the last chunk lost', 1_300 + 500 + 300, 5_050 + 500 + 300],
		['no answer at all', 20_500 + 900 + 150, 35_100],
		['an invalidated session', 20_200 + 1_050 + 150, 35_100],
		['a skipped sequence number', 20_200 + 900 + 150, 35_100],
		['refresh inside 30 s', 20_000 + 900 + 150, 30_000],
		['a refusal with nonce', 3_350, 7_100],
	])('of %s are %i ms at 25,000 members and %i ms at 100,000', (fault, at25, at100) => {
		expect([floorOf(fault, 25_000), floorOf(fault, 100_000)]).toEqual([at25, at100]);
	});

	it('are those of the well fetch if a guild is too small for the fault', () => {
		for (const fault of ['a lost session', 'an outage of the guild', 'a skipped sequence number'])
			expect(floorOf(fault, 1_000)).toBe(150);
	});

	it('have their formulas in the README of the bench', async () => {
		const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
		expect(readme).toContain(renderFloors());
	});
});

describe('near a floor', () => {
	it('is a quarter of it more, and 0.3 s', () => {
		expect([isNear(1_550, 1_000), isNear(1_551, 1_000), isNear(300, 0)]).toEqual([true, false, true]);
	});
});

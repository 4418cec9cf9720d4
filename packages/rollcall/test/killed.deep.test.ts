import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { KilledSaver } from './KilledSaver.js';

const KILLS = 1_000;
/** As many processes at a time, each with a directory of its own: starting them takes most of the time. */
const LANES = 8;
const LONGEST_MS = 60;

it('A thousand processes that are killed while they save leave nothing half done, and no roster of before', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'killed-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	let [kills, commits] = [0, 0];
	const lane = async (_: unknown, index: number) => {
		const saver = new KilledSaver(join(folder, String(index)), 200 * 4 ** (index % 4));
		while (kills < KILLS) {
			kills++;
			commits += await saver.saveFor(Math.random() * LONGEST_MS);
			await saver.check();
		}
	};
	await Promise.all(Array.from({ length: LANES }, lane));
	expect(kills).toBe(KILLS);
	expect(commits).toBeGreaterThan(KILLS);
});

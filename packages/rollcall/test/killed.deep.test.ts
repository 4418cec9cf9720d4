import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { bundleAlone } from '../../../packaging/bundle/bundleAlone.js';
import { KilledSaver } from './KilledSaver.js';

const KILLS = 1_000;
/** As many processes at a time, each with a directory of its own: starting them takes most of the time. */
const LANES = 4;
/** A process is killed so long after one of its commits, or after it is ready: a few ms are a commit. */
const MOST = { commits: 3, ms: 12 };
/** What a process has written outlives it without any disk, and a disk takes its time for each sync. */
const MEMORY = '/dev/shm';

/** `fileStore` without all else that the package has, so that a process is ready to save sooner. */
async function bundleStores(folder: string): Promise<string> {
	const file = join(folder, 'stores.mjs');
	const input = fileURLToPath(new URL('../src/stores.ts', import.meta.url));
	await bundleAlone(input, file);
	return pathToFileURL(file).href;
}

it('A thousand processes that are killed while they save leave nothing half done, and no roster of before', async () => {
	const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'killed-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const stores = await bundleStores(folder);
	let [kills, asked, commits] = [0, 0, 0];
	const lane = async (_: unknown, index: number) => {
		const saver = new KilledSaver(stores, join(folder, String(index)), 200 * 4 ** index);
		while (kills < KILLS) {
			kills++;
			const after = Math.floor(Math.random() * MOST.commits);
			asked += after;
			const saved = await saver.save(after, Math.random() * MOST.ms);
			commits += saved;
			await saver.check();
		}
	};
	await Promise.all(Array.from({ length: LANES }, lane));
	expect(kills).toBe(KILLS);
	expect(commits).toBeGreaterThanOrEqual(asked);
});

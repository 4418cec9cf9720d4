import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileStore } from 'rollcall/stores';
import { expect, it, onTestFinished } from 'vitest';
import { KEY, KilledSaver } from './KilledSaver.js';

function aFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'killed-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	return folder;
}

// `npm test` builds first, so that the processes run what would be published.
it('A process that is killed while it saves leaves the last commit or the one on its way, and its shard', async () => {
	const saver = new KilledSaver('rollcall/stores', aFolder(), 2_000);
	let commits = 0;
	for (let kill = 0; kill < 6; kill++) {
		commits += await saver.save(kill % 3, kill * 3);
		await saver.check();
	}
	expect(commits).toBeGreaterThanOrEqual(6);
});

it('Only its owner may read what it saves', async () => {
	const folder = join(aFolder(), 'rosters');
	const store = await fileStore(folder).open(KEY, () => {});
	await store.commit({ savedAt: 1, session: null, facts: new Map([['1', '{}']]) });
	const modes = [
		folder,
		...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
	].map((path) => `${statSync(path).isDirectory() ? 'folder' : 'file'} ${(statSync(path).mode & 0o777).toString(8)}`);
	expect([...new Set(modes)].sort()).toEqual(['file 600', 'folder 700']);
	expect(modes).toHaveLength(5);
	await store.close();
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { fileStore } from './fileStore.js';
import { memoryStore } from './memory/memoryStore.js';
import { StoreError } from './StoreError.js';
import { aCommit } from './tests/aCommit.js';
import { aStore } from './tests/aStore.js';
import { KEY } from './tests/contract.js';
import { pictureOf } from './tests/pictureOf.js';
import { SimulatedDisk, type Step } from './tests/SimulatedDisk.js';
import { tracesOf } from './tests/tracesOf.js';

const COMMITS = [
	aCommit(['1', '2', '3']),
	{ ...aCommit(['1'], 'new'), removed: ['2'] },
	aCommit(['3', '4'], 'newer'),
] as const;

const failure = (code: string) => Object.assign(new Error(`${code}: a failure of the test`), { code });

/** What a store answers after some of the commits. */
async function modelOf(count: number) {
	const model = await memoryStore().open(KEY, () => {});
	for (const changes of COMMITS.slice(0, count)) await model.commit(changes);
	return pictureOf(model);
}

it.each(['ENOSPC', 'EIO'])(
	'A step of a commit that fails with %s loses nothing, and the next commit succeeds',
	async (code) => {
		const [before, after] = await Promise.all([modelOf(1), modelOf(2)]);
		let outcomes = '';
		for (let failing = 0; ; failing++) {
			const disk = new SimulatedDisk();
			const { store } = aStore(disk, '/rosters');
			const shard = await store.open(KEY, () => {});
			await shard.commit(COMMITS[0]);
			let steps = 0;
			disk.onStep = ({ kind }: Step) => {
				if (kind !== 'read' && kind !== 'list' && steps++ === failing) throw failure(code);
			};
			const outcome = await shard.commit(COMMITS[1]).then(
				() => 'saved',
				(error: unknown) => error,
			);
			disk.onStep = () => {};
			// Both what this process goes on with and what a new one finds are one of the two, as a whole.
			for (const one of [
				shard,
				await aStore(disk.clone(), '/rosters').store.open(KEY, (line) => expect(line).toBe('')),
			]) {
				const picture = await pictureOf(one);
				expect(outcome === 'saved' ? [after] : [before, after]).toContainEqual(picture);
			}
			await shard.commit(COMMITS[1]);
			await shard.commit(COMMITS[2]);
			expect(await pictureOf(shard)).toEqual(await modelOf(3));
			const { outdated } = await tracesOf(COMMITS, COMMITS);
			const bytes = Buffer.concat([...disk.files().values()]);
			expect(outdated.filter((trace) => bytes.includes(trace))).toEqual([]);
			if (steps <= failing) break;
			if (outcome !== 'saved') {
				expect(outcome).toBeInstanceOf(StoreError);
				expect(outcome).toMatchObject({
					failure: code === 'ENOSPC' ? 'full' : 'failed',
					message: expect.stringMatching(/\/rosters\/.*\(E/),
				});
			}
			outcomes += outcome === 'saved' ? 's' : 'f';
		}
		// The lock was not written, or something could not be removed that is removed later.
		expect(outcomes.length).toBeGreaterThan(10);
		expect(outcomes.match(/f/g)?.length).toBeGreaterThan(8);
	},
);

it.each([
	['ENOSPC', 'full', /Free some space/],
	['EACCES', 'refused', /user that runs the bot/],
	['EPERM', 'refused', /user that runs the bot/],
	['ENOTDIR', 'notADirectory', /Name a directory/],
	['EIO', 'failed', /Check the disk/],
])('A directory that cannot be used because of %s says where and what to do', async (code, kind, cure) => {
	const disk = new SimulatedDisk();
	disk.onStep = ({ kind }) => {
		if (kind === 'folder') throw failure(code);
	};
	const opened = aStore(disk, '/srv/rosters').store.open(KEY, () => {});
	await expect(opened).rejects.toMatchObject({
		failure: kind,
		path: '/srv/rosters',
		message: expect.stringMatching(cure),
	});
	await expect(opened).rejects.toThrow(`/srv/rosters could not be used for rosters (${code})`);
});

it('A disk that is mounted to be read only is read, and says so in one line', async () => {
	const disk = new SimulatedDisk();
	const shard = await aStore(disk, '/rosters').store.open(KEY, () => {});
	await shard.commit(COMMITS[0]);
	await shard.close();
	disk.onStep = ({ kind, path }) => {
		if (!['read', 'list'].includes(kind) && !(kind === 'open' && !path.endsWith('lock'))) throw failure('EROFS');
	};
	const lines: string[] = [];
	const reader = await aStore(disk, '/rosters').store.open(KEY, (line) => lines.push(line));
	expect([reader.isWritable, lines.length, await pictureOf(reader)]).toEqual([false, 1, await modelOf(1)]);
	await expect(reader.commit(COMMITS[1])).rejects.toMatchObject({ failure: 'held' });
});

it.each([[''], [5], [undefined]])('fileStore(%o) is refused', (directory) => {
	expect(() => fileStore(directory as string)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
});

it.each([0, -1, Number.NaN, '5'])('fileStore with expireAfterMs %o is refused', (expireAfterMs) => {
	const make = () => fileStore('rosters', { expireAfterMs: expireAfterMs as number });
	expect(make).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
});

it('A file in the place of the directory, or above it, is named with the cure', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'stores-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const file = join(folder, 'rosters');
	writeFileSync(file, 'something else');
	for (const path of [file, join(file, 'below')]) {
		const opened = fileStore(path).open(KEY, () => {});
		await expect(opened).rejects.toMatchObject({ failure: 'notADirectory', path });
	}
});

import { expect, it } from 'vitest';
import { sumOf } from './format/sumOf.js';
import { FORMAT, SUM_PREFIX } from './format/writeManifest.js';
import { folderOf } from './shard/folders.js';
import { Turns } from './Turns.js';
import { aCommit, SESSION } from './tests/aCommit.js';
import { aStore } from './tests/aStore.js';
import { KEY } from './tests/contract.js';
import { SimulatedDisk } from './tests/SimulatedDisk.js';

const FOLDER = `/rosters/${folderOf(KEY)}`;
const MANIFEST = `${FOLDER}/manifest`;
const GUILDS = ['1', '2', '3'];

/** A disk with three guilds, saved by a process that has ended. */
async function aSavedDisk(): Promise<SimulatedDisk> {
	const disk = new SimulatedDisk();
	const shard = await aStore(disk, '/rosters').store.open(KEY, () => {});
	await shard.commit(aCommit(GUILDS));
	await shard.close();
	return disk;
}

/** What a process finds that opens the shard, the lines that it hears, and whether it can save and find that again. */
async function lookAt(disk: SimulatedDisk) {
	const lines: string[] = [];
	const { store } = aStore(disk, '/rosters');
	const shard = await store.open(KEY, (line) => lines.push(line));
	const found = shard.saved;
	const read: string[] = [];
	for (const guildId of GUILDS) if ((await shard.read(guildId)) !== null) read.push(guildId);
	const afterReads = [...(shard.saved?.guilds ?? [])].flatMap(([guildId, { roster }]) => (roster ? [guildId] : []));
	await shard.commit(aCommit(['9']));
	await shard.close();
	const later = await store.open(KEY, (line) => lines.push(`later: ${line}`));
	expect(later.saved?.guilds.has('9')).toBe(true);
	await later.close();
	return { guilds: [...(found?.guilds.keys() ?? [])], session: found?.session ?? null, read, afterReads, lines };
}

function segmentOf(disk: SimulatedDisk): string {
	return [...disk.files().keys()].find((path) => path.includes('/segment-')) as string;
}

/** Where the bytes of a block lie in the segment. */
async function placeOf(disk: SimulatedDisk, guildId: string, kind: 1 | 2): Promise<[number, number]> {
	const lines = disk.files().get(MANIFEST)?.toString().split('\n') ?? [];
	const line = lines.map((text) => (text === '' ? null : JSON.parse(text))).find((parts) => parts?.[0] === guildId);
	return [line[kind][1], line[kind][2]];
}

const flipAt = (at: number) => (bytes: Buffer) => {
	bytes[at] = (bytes[at] ?? 0) ^ 1;
	return bytes;
};

it('A manifest with any byte changed, or cut off anywhere, is left aside with one line and never fatal', async () => {
	const saved = await aSavedDisk();
	const size = saved.files().get(MANIFEST)?.length ?? 0;
	expect(size).toBeGreaterThan(500);
	for (let at = 0; at < size; at += 13) {
		for (const change of [flipAt(at), (bytes: Buffer) => bytes.subarray(0, at)]) {
			const disk = saved.clone();
			disk.damage(MANIFEST, change);
			const { guilds, session, lines } = await lookAt(disk);
			expect([guilds, session, lines.length]).toEqual([[], null, 1]);
		}
	}
});

it.each([
	['an older version', '"version":1', '"version":0', /version 0 of the format/],
	['a newer version', '"version":1', '"version":2', /version 2 of the format/],
	['another program', '"format":"rollcall', '"format":"something', /another program/],
	['another bot', '"applicationId":"228537642583588864"', '"applicationId":"5"', /applicationId 5 instead of 228/],
	['another shard', '"shardId":0', '"shardId":1', /shardId 1 instead of 0/],
	['other intents', '"intents":3', '"intents":7', /intents 7 instead of 3/],
	['a path out of its folder', 'segment-1-', '../../seg-1-', /none of its own/],
])('A manifest of %s is left aside, even with a right checksum', async (_what, from, to, line) => {
	const disk = await aSavedDisk();
	const [text = ''] = disk.files().get(MANIFEST)?.toString().split(SUM_PREFIX) ?? [];
	const changed = Buffer.from(text.replaceAll(from, to));
	expect(changed.toString()).not.toBe(text);
	const sum = await sumOf(FORMAT, changed, new Turns());
	disk.damage(MANIFEST, () => Buffer.concat([changed, Buffer.from(`${SUM_PREFIX}${sum}"}\n`)]));
	const { guilds, lines } = await lookAt(disk);
	expect([guilds, lines]).toEqual([[], [expect.stringMatching(line)]]);
});

it('A roster with a changed byte is left aside with one line, and the other guilds are used', async () => {
	const disk = await aSavedDisk();
	const [offset, length] = await placeOf(disk, '2', 2);
	disk.damage(segmentOf(disk), flipAt(offset + length - 1));
	expect(await lookAt(disk)).toEqual({
		guilds: GUILDS,
		session: SESSION,
		read: ['1', '3'],
		afterReads: ['1', '3'],
		lines: [expect.stringMatching(/roster of guild 2 .* is left aside/)],
	});
});

it('Facts with a changed byte are left aside with one line, and the session with them', async () => {
	const disk = await aSavedDisk();
	const [offset] = await placeOf(disk, '2', 1);
	disk.damage(segmentOf(disk), flipAt(offset));
	const { guilds, session, lines } = await lookAt(disk);
	expect([guilds, session, lines]).toEqual([['1', '3'], null, [expect.stringMatching(/facts of 1 guilds .*: 2\.$/)]]);
});

it('A file with blocks that is cut off loses only what it lacks, and does not grow again', async () => {
	const disk = await aSavedDisk();
	const [offset] = await placeOf(disk, '3', 2);
	disk.damage(segmentOf(disk), (bytes) => bytes.subarray(0, offset + 10));
	const { guilds, read, lines } = await lookAt(disk);
	expect([guilds, read, lines]).toEqual([GUILDS, ['1', '2'], [expect.stringMatching(/rosters of 1 guilds .*: 3\.$/)]]);
});

it.each([
	['is gone', (disk: SimulatedDisk) => disk.remove(segmentOf(disk))],
	['has another version', async (disk: SimulatedDisk) => disk.damage(segmentOf(disk), flipAt(14))],
])(
	'A file with blocks that %s leaves nothing of its guilds, with a line for facts and one for rosters',
	async (_what, damage) => {
		const disk = await aSavedDisk();
		await damage(disk);
		const { guilds, session, lines } = await lookAt(disk);
		expect([guilds, session, lines.length]).toEqual([[], null, 2]);
	},
);

it('Two blocks that are swapped do not pass for each other', async () => {
	const disk = await aSavedDisk();
	const [first, length] = await placeOf(disk, '1', 2);
	const [second] = await placeOf(disk, '2', 2);
	disk.damage(segmentOf(disk), (bytes) => {
		const block = Buffer.from(bytes.subarray(first, first + length));
		bytes.copy(bytes, first, second, second + length);
		block.copy(bytes, second);
		return bytes;
	});
	expect((await lookAt(disk)).read).toEqual(['3']);
});

it('Files of others in the directory are left alone', async () => {
	const disk = await aSavedDisk();
	const others = ['/rosters/notes.txt', `${FOLDER}/notes.txt`, `${FOLDER}/segment-1-x`];
	for (const path of others) await disk.open(path, 'new');
	expect((await lookAt(disk)).lines).toEqual([]);
	expect([...disk.files().keys()]).toEqual(expect.arrayContaining(others));
});

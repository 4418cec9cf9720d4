import { expect, it } from 'vitest';
import { VirtualClock } from '../tests/VirtualClock.js';
import { aCommit } from './tests/aCommit.js';
import { aStore, DAY_MS } from './tests/aStore.js';
import { KEY } from './tests/contract.js';
import { FakeProcesses } from './tests/FakeProcesses.js';
import { SimulatedDisk } from './tests/SimulatedDisk.js';

const MINUTE_MS = 60_000;
const OTHER_BOT = { ...KEY, applicationId: '5' };

/** A store and a way to let days pass for the disk and for the processes. */
function setUp() {
	const processes = new FakeProcesses();
	const clock = new VirtualClock();
	const disk = new SimulatedDisk();
	disk.now = clock.wallNow();
	const { store } = aStore(disk, '/rosters', processes, clock);
	const lines: string[] = [];
	// A process that holds a shard beats every second or so, which is the same all day long: it does so in a minute of each day.
	const passDays = async (days: number) => {
		for (let day = 0; day < days; day++) {
			clock.oversleep(DAY_MS - MINUTE_MS);
			disk.now += DAY_MS;
			await clock.advance(MINUTE_MS);
		}
	};
	return { store, disk, processes, passDays, lines, warn: (line: string) => lines.push(line) };
}

it('removes what nobody has opened or saved for 30 days, of any bot, when a shard is opened', async () => {
	const { store, disk, passDays, warn } = setUp();
	for (const key of [OTHER_BOT, { ...OTHER_BOT, shardId: 1 }]) {
		const shard = await store.open(key, warn);
		await shard.commit(aCommit(['1']));
		await shard.close();
	}
	await passDays(29);
	// Who reads it uses it.
	await (await store.open({ ...OTHER_BOT, shardId: 1 }, warn)).close();
	await passDays(2);
	await (await store.open(KEY, warn)).close();
	const folders = new Set([...disk.files().keys()].map((path) => path.split('/')[2]));
	expect([...folders]).toEqual(['5-shard-1-of-4-intents-3']);
});

it('opens a shard as a new one if nobody has used it for 30 days', async () => {
	const { store, disk, passDays, warn } = setUp();
	const before = await store.open(KEY, warn);
	await before.commit(aCommit(['1']));
	await before.close();
	await passDays(31);
	const after = await store.open(KEY, warn);
	expect([after.saved, after.isWritable]).toEqual([null, true]);
	expect([...disk.files().keys()].map((path) => path.split('/').at(-1))).toEqual(['lock']);
	await after.commit(aCommit(['2']));
	expect([...(after.saved?.guilds.keys() ?? [])]).toEqual(['2']);
});

it('leaves a shard to the process that holds it, however long that has saved nothing', async () => {
	const { store, disk, passDays, warn } = setUp();
	const idle = await store.open(OTHER_BOT, warn);
	await idle.commit(aCommit(['1']));
	await passDays(40);
	await store.open(KEY, warn);
	expect([...disk.files().keys()].filter((path) => path.includes('/5-shard'))).toHaveLength(3);
	expect(await idle.read('1')).not.toBe(null);
	await idle.commit(aCommit(['2']));
});

it('keeps files of others in a folder that it empties, and does not fail because of what it may not remove', async () => {
	const { store, disk, passDays, lines, warn } = setUp();
	const shard = await store.open(OTHER_BOT, warn);
	await shard.commit(aCommit(['1']));
	await shard.close();
	await disk.open('/rosters/5-shard-0-of-4-intents-3/notes.txt', 'new');
	await passDays(31);
	disk.onStep = ({ kind, path }) => {
		if (kind === 'remove' && path.includes('segment')) throw Object.assign(new Error('no'), { code: 'EACCES' });
	};
	const next = await store.open(KEY, warn);
	expect([next.isWritable, lines.some((line) => /could not be removed \(EACCES\)/.test(line))]).toEqual([true, true]);
	disk.onStep = () => {};
	await next.close();
	await (await store.open(KEY, warn)).close();
	expect([...disk.files().keys()].map((path) => path.split('/').at(-1))).toEqual(['notes.txt']);
});

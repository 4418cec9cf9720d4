import { expect, it } from 'vitest';
import type { ShardChanges } from '../interfaces/IRosterStore.js';
import { memoryStore } from '../stores/memory/memoryStore.js';
import { MemoryStore } from '../tests/MemoryStore.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { HeldSaver } from './HeldSaver.js';
import { type LoadedShard, loadShard } from './loadShard.js';
import type { Saver } from './Saver.js';

const KEY = { applicationId: '81384788765712384', shardId: 0, shardCount: 1, intents: 3 };
const CHANGES: ShardChanges = { savedAt: 1, session: null, facts: new Map([['81384788765712385', '[null,true]']]) };

/** A shard that one process holds, and another one that waits for it. */
async function setStage(store = new MemoryStore()) {
	const clock = new VirtualClock();
	const holder = await store.open(KEY);
	await holder.commit(CHANGES);
	const begun: LoadedShard[] = [];
	const calls: string[] = [];
	const bot = { isClosed: false };
	const begin = (shard: LoadedShard): Saver => {
		begun.push(shard);
		return {
			problem: 'told by the saver',
			save: async () => void calls.push('save'),
			hurry: () => calls.push('hurry'),
			close: async () => {
				calls.push('close');
				await shard.store.close();
			},
		};
	};
	const loaded = await loadShard(store, KEY, () => {});
	const later = new HeldSaver(store, loaded, { bot } as never, clock, begin);
	return { store, clock, holder, later, begun, calls, bot };
}

it('saves as soon as the process that holds the shard has ended, and takes over no list', async () => {
	const { clock, holder, later, begun, calls } = await setStage();
	await clock.advance(90_000);
	later.hurry();
	await later.save();
	expect([begun, calls, later.problem]).toEqual([[], [], undefined]);
	await holder.close();
	await clock.advance(30_000);
	expect(begun).toHaveLength(1);
	expect(begun[0]).toMatchObject({ key: KEY, tables: new Map(), store: { isWritable: true } });
	expect([...(begun[0]?.facts ?? [])]).toEqual([['81384788765712385', '[null,true]']]);
	expect([calls, later.problem]).toEqual([['save'], 'told by the saver']);
	later.hurry();
	await later.save();
	await later.close();
	expect(calls).toEqual(['save', 'hurry', 'save', 'close']);
	expect(clock.pendingCount).toBe(0);
});

it('holds nothing while it waits, so that a third process can take the shard', async () => {
	const { store, clock, holder, later, begun } = await setStage();
	await holder.close();
	const third = await store.open(KEY);
	expect(third.isWritable).toBe(true);
	await clock.advance(60_000);
	expect(begun).toEqual([]);
	await later.close();
	expect(clock.pendingCount).toBe(0);
});

it('leaves no timer and no lock if it is closed while it looks', async () => {
	const { store, clock, holder, later, begun } = await setStage();
	await holder.close();
	const looking = clock.advance(30_000);
	const closing = later.close();
	await Promise.all([looking, closing]);
	expect(begun).toEqual([]);
	expect(clock.pendingCount).toBe(0);
	expect((await store.open(KEY)).isWritable).toBe(true);
});

it('looks again if the store fails, and no more once its bot is gone', async () => {
	const { store, clock, holder, later, begun, bot } = await setStage();
	await holder.close();
	const { open } = store;
	let failures = 0;
	store.open = async () => {
		failures++;
		throw new Error('the store is away');
	};
	await clock.advance(60_000);
	expect([failures, begun.length]).toEqual([2, 0]);
	store.open = open;
	bot.isClosed = true;
	await clock.advance(60_000);
	expect([begun.length, clock.pendingCount]).toEqual([0, 0]);
	await later.close();
});

it('works over the store that ships', async () => {
	const store = memoryStore();
	const first = await store.open(KEY, () => {});
	const loaded = await loadShard(store, KEY, () => {});
	const clock = new VirtualClock();
	const begun: LoadedShard[] = [];
	const saver = { problem: undefined, save: async () => {}, hurry: () => {}, close: async () => {} };
	const later = new HeldSaver(store, loaded, { bot: { isClosed: false } } as never, clock, (shard) => {
		begun.push(shard);
		return saver;
	});
	store.abandon();
	await first.close();
	await clock.advance(30_000);
	expect(begun).toHaveLength(1);
	await later.close();
});

it('saves again after it has lost the shard, if nobody else has it then', async () => {
	const store = new MemoryStore();
	const clock = new VirtualClock();
	const begun: LoadedShard[] = [];
	const closed: LoadedShard[] = [];
	const begin = (shard: LoadedShard): Saver => {
		begun.push(shard);
		const close = async () => {
			closed.push(shard);
			await shard.store.close();
		};
		return { problem: undefined, save: async () => {}, hurry: () => {}, close };
	};
	const loaded = await loadShard(store, KEY, () => {});
	const saver = new HeldSaver(store, loaded, { bot: { isClosed: false } } as never, clock, begin);
	await clock.advance(60_000);
	expect(begun).toEqual([loaded]);
	store.abandon();
	const other = await store.open(KEY);
	await clock.advance(60_000);
	expect([begun.length, closed.length, other.isWritable]).toEqual([1, 1, true]);
	await other.close();
	await clock.advance(30_000);
	expect(begun).toHaveLength(2);
	expect(begun[1]?.store.isWritable).toBe(true);
	await saver.close();
	expect([closed.length, clock.pendingCount]).toEqual([2, 0]);
});

it('gives up a shard that was lost, says so, and opens it again within moments if the store tells when it is free', async () => {
	const clock = new VirtualClock();
	const place = new MemoryStore();
	const stores: { isWritable: boolean }[] = [];
	let isFree = false;
	const rosters = {
		open: async () => {
			const shard = await place.open(KEY);
			const store = {
				...shard,
				feed: undefined,
				saved: shard.saved,
				isWritable: true,
				close: async () => shard.close(),
			};
			stores.push(store);
			return Object.assign(store, { read: shard.read.bind(shard), commit: shard.commit.bind(shard) });
		},
		isFree: async () => isFree,
	};
	const begun: LoadedShard[] = [];
	const begin = (shard: LoadedShard): Saver => {
		begun.push(shard);
		return { problem: undefined, save: async () => {}, hurry: () => {}, close: () => shard.store.close() };
	};
	const loaded = await loadShard(rosters, KEY, () => {});
	const later = new HeldSaver(rosters, loaded, { bot: { isClosed: false } } as never, clock, begin);
	await clock.advance(5_000);
	expect([begun.length, later.problem]).toEqual([1, undefined]);
	Object.assign(stores[0] ?? {}, { isWritable: false });
	await clock.advance(3_000);
	expect([begun.length, later.problem]).toEqual([1, expect.stringContaining('lost the shard')]);
	isFree = true;
	await clock.advance(1_100);
	expect([begun.length, later.problem]).toEqual([2, undefined]);
	await later.close();
	expect(clock.pendingCount).toBe(0);
});

import { describe, expect, it, onTestFinished } from 'vitest';
import type { IFeedReader } from '../../interfaces/IFeedReader.js';
import type { IShardStore } from '../../interfaces/IRosterStore.js';
import type { FeedMessage, ReadMessage } from '../../interfaces/IShardFeed.js';

/** A shard in a store that carries what changes. */
export interface FeedPlaceUnderTest {
	/** Takes the shard, whoever had it. */
	open(): Promise<IShardStore>;
	/** Reads it in another process. */
	read(): IFeedReader;
	/** Loses everything. */
	empty(): Promise<void>;
	/** Lets so many ms pass. */
	pass(ms: number): Promise<void>;
	/** Monotonic ms of the processes. */
	now(): number;
}

const INFO = { status: 'complete', asOf: 5, sequence: null, sessionId: null, size: 1 } as const;
const told = (number: number, more: Partial<FeedMessage> = {}): FeedMessage => ({
	number,
	lookedAt: number * 10,
	asOf: number,
	guilds: new Map([['1', `{"gone":["${number}"]}`]]),
	roles: new Map(),
	ended: [],
	...more,
});
const numbersOf = (messages: readonly ReadMessage[]) => messages.map(({ number }) => number);

/** What every place promises that carries what changes, whatever it is made of. */
export function describeFeed(title: string, createPlace: () => FeedPlaceUnderTest): void {
	describe(title, () => {
		const begin = async () => {
			const place = createPlace();
			const store = await place.open();
			const { feed } = store;
			if (!feed) throw new Error('The store carries nothing.');
			const reader = place.read();
			onTestFinished(async () => {
				await reader.close();
				await store.close();
			});
			return { place, store, feed, reader };
		};
		const hearing = (reader: IFeedReader, run: string, number: number) => {
			const heard: ReadMessage[] = [];
			reader.follow(0, { run, number }, (message) => heard.push(message));
			return heard;
		};

		it('passes on what was told, in order and unchanged, and keeps it for those who come a little later', async () => {
			const { place, feed, reader } = await begin();
			for (const number of [1, 2, 3]) expect(await feed.send(told(number))).toBe(true);
			const heard = hearing(reader, feed.run, 1);
			await place.pass(500);
			expect(
				await feed.send(
					told(4, {
						lookedAt: 0,
						guilds: new Map([
							['2', '{}'],
							['3', 'Straße 🙂'],
						]),
					}),
				),
			).toBe(true);
			await place.pass(500);
			expect(numbersOf(heard)).toEqual([2, 3, 4]);
			expect(heard[0]).toEqual({ run: feed.run, number: 2, lookedAt: 20, asOf: 2, guilds: told(2).guilds });
			expect([...(heard[2]?.guilds ?? [])]).toEqual([
				['2', '{}'],
				['3', 'Straße 🙂'],
			]);
			expect(numbersOf(await reader.history(0, { run: feed.run, number: 3 }))).toEqual([3, 4]);
			expect(await reader.head(0)).toEqual({ run: feed.run, number: 4 });
			reader.unfollow(0);
			await feed.send(told(5));
			await place.pass(500);
			expect(heard.length).toBe(3);
		});

		it('has the block, the description and the roles of a guild, and after its end none of them', async () => {
			const { store, feed, reader } = await begin();
			expect(await reader.load(0, '1')).toBeUndefined();
			await feed.send(told(1, { roles: new Map([['1', '[["1","@everyone"]]']]) }));
			const info = { ...INFO, position: { run: feed.run, number: 1, isTrue: true, asOf: 3 } };
			const block = Buffer.from([0, 255, 7]);
			await store.commit({
				savedAt: 1,
				session: null,
				facts: new Map([['1', 'x']]),
				rosters: new Map([['1', { info, block }]]),
			});
			const loaded = await reader.load(0, '1');
			expect(loaded).toMatchObject({ info, roles: '[["1","@everyone"]]', head: { run: feed.run, number: 1 } });
			expect(Buffer.from((await reader.read(0, '1', loaded?.block ?? '')) ?? [])).toEqual(block);
			const other = { ...info, position: { ...info.position, number: 2 } };
			await store.commit({ savedAt: 2, session: null, infos: new Map([['1', other]]) });
			expect(await reader.load(0, '1')).toMatchObject({ info: other, block: loaded?.block });
			await feed.send(told(2, { ended: ['1'] }));
			expect((await reader.load(0, '1'))?.roles).toBeUndefined();
			await store.commit({ savedAt: 3, session: null, removed: ['1'] });
			expect(await reader.load(0, '1')).toBeUndefined();
			expect(await reader.read(0, '1', loaded?.block ?? '')).toBeUndefined();
		});

		it('takes nothing from an owner who was succeeded, and has nothing of theirs when the next one begins', async () => {
			const { place, store, feed, reader } = await begin();
			await feed.send(told(1));
			const next = await place.open();
			onTestFinished(() => next.close());
			const heard = hearing(reader, feed.run, 1);
			expect(await feed.send(told(2))).toBe(false);
			expect([feed.isOpen, store.isWritable]).toEqual([false, false]);
			expect(next.feed?.run).not.toBe(feed.run);
			await next.feed?.send(told(1));
			await place.pass(500);
			expect(heard.map(({ run, number }) => [run, number])).toEqual([[next.feed?.run, 1]]);
			expect((await reader.history(0, { run: feed.run, number: 1 })).map(({ run }) => run)).toEqual([next.feed?.run]);
		});

		it('has other runs after it lost everything', async () => {
			const { place, feed, reader } = await begin();
			await feed.send(told(1));
			await place.empty();
			expect(await reader.head(0)).toBeUndefined();
			expect(await feed.send(told(2))).toBe(false);
			const next = await place.open();
			onTestFinished(() => next.close());
			await next.feed?.send(told(1));
			expect(await reader.head(0)).toEqual({ run: next.feed?.run, number: 1 });
			expect(next.feed?.run).not.toBe(feed.run);
		});

		it('takes questions to the owner, each once', async () => {
			const { feed, reader } = await begin();
			const heard: unknown[] = [];
			feed.onAsk = (ask) => heard.push(ask);
			const ask = { id: 'a', guildId: '1', isFresh: true, isLost: false, until: 5 };
			await reader.ask(0, ask);
			await reader.ask(0, { ...ask, id: 'b', savesOnly: true });
			expect(heard).toEqual([]);
			for (const number of [1, 2]) await feed.send(told(number));
			expect(heard).toEqual([ask, { ...ask, id: 'b', savesOnly: true }]);
		});

		it('tells the time: owners never too late, readers never too early', async () => {
			const { place, feed, reader } = await begin();
			expect(feed.timeOf(place.now())).toBe(0);
			expect(reader.now()).toBeUndefined();
			await feed.send(told(1));
			await reader.load(0, '1');
			const late = reader.now() ?? 0;
			const early = feed.timeOf(place.now());
			expect(late - early).toBeGreaterThanOrEqual(-1);
			expect(late - early).toBeLessThan(5_000);
		});
	});
}

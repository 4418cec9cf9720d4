import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type {
	IRosterStore,
	IShardStore,
	SavedRosterInfo,
	ShardChanges,
	ShardKey,
} from '../../interfaces/IRosterStore.js';
import { pictureOf } from './pictureOf.js';

/** A place of a store, and the processes that use it. */
export interface StorePlace {
	/** The store as a process makes it; processes of one place share what was saved. */
	connect(): IRosterStore;
	/** Ends all processes so far, as `kill -9` does. Stores that they made may still be used, to play a late one. */
	kill(): void | Promise<void>;
	/** Takes down what the place needs. */
	close?(): void | Promise<void>;
}

type OpenShard = (key?: ShardKey, lines?: string[]) => Promise<IShardStore>;

export const KEY: ShardKey = { applicationId: '228537642583588864', shardId: 0, shardCount: 4, intents: 3 };
const SESSION = { sessionId: 'a1b2', resumeUrl: 'wss://gateway.example', sequence: 41 };
const INFO: SavedRosterInfo = { status: 'complete', asOf: 1_700_000_000_000, sequence: 41, sessionId: 'a1b2', size: 3 };
const BLOCK = Buffer.from([0, 255, 10, 13, 1]);

const roster = (block: Uint8Array = BLOCK, info = INFO) => ({ info, block });
const whole = (guildId: string, block?: Uint8Array): ShardChanges => ({
	savedAt: 1_700_000_000_001,
	session: SESSION,
	identity: '{"user":{"id":"1"}}',
	facts: new Map([[guildId, `{"id":"${guildId}","name":"Straße 🙂\\n"}`]]),
	rosters: new Map([[guildId, roster(block)]]),
});
const later: ShardChanges = { savedAt: 1_700_000_000_002, session: null };

/** What every store promises, whatever it keeps the bytes in. */
export function describeStore(title: string, createPlace: () => StorePlace | Promise<StorePlace>): void {
	const play = async (run: (place: StorePlace, open: OpenShard) => Promise<void>) => {
		const place = await createPlace();
		const opened: IShardStore[] = [];
		const open = async (key = KEY, lines: string[] = []) => {
			const store = await place.connect().open(key, (line) => lines.push(line));
			opened.push(store);
			return store;
		};
		try {
			await run(place, open);
		} finally {
			await Promise.all(opened.map((store) => store.close()));
			await place.close?.();
		}
	};

	describe(title, () => {
		it('has nothing at first, and can be written', () =>
			play(async (_place, open) => {
				const lines: string[] = [];
				const store = await open(KEY, lines);
				expect([store.saved, store.isWritable, await store.read('1')]).toEqual([null, true, null]);
				expect(lines).toEqual([]);
			}));

		it('has all that was committed, at once and after a restart', () =>
			play(async (_place, open) => {
				const before = await open();
				await before.commit(whole('1'));
				const picture = {
					savedAt: 1_700_000_000_001,
					session: SESSION,
					identity: '{"user":{"id":"1"}}',
					guilds: {
						1: { facts: '{"id":"1","name":"Straße 🙂\\n"}', roster: INFO, block: BLOCK.toString('base64') },
					},
				};
				expect(await pictureOf(before)).toEqual(picture);
				await before.close();
				const lines: string[] = [];
				const after = await open(KEY, lines);
				expect(await pictureOf(after)).toEqual(picture);
				expect([after.isWritable, lines]).toEqual([true, []]);
			}));

		it('keeps what a commit does not name, but not the session', () =>
			play(async (_place, open) => {
				const store = await open();
				await store.commit(whole('1'));
				await store.commit({ ...later, facts: new Map([['2', '{}']]) });
				expect(await pictureOf(store)).toMatchObject({
					savedAt: 1_700_000_000_002,
					session: null,
					identity: '{"user":{"id":"1"}}',
				});
				expect([...(store.saved?.guilds.keys() ?? [])].sort()).toEqual(['1', '2']);
				expect(Buffer.compare((await store.read('1')) ?? Buffer.alloc(0), BLOCK)).toBe(0);
			}));

		it('changes the description of a block without the block, and ignores one of no block', () =>
			play(async (_place, open) => {
				const store = await open();
				await store.commit({
					...whole('1'),
					facts: new Map([
						['1', 'a'],
						['2', 'b'],
					]),
				});
				const info: SavedRosterInfo = { status: 'stale', asOf: 5, sequence: null, sessionId: null, size: 4 };
				await store.commit({
					...later,
					infos: new Map([
						['1', info],
						['2', info],
						['3', info],
					]),
				});
				await store.close();
				expect((await pictureOf(await open()))?.guilds).toEqual({
					1: { facts: 'a', roster: info, block: BLOCK.toString('base64') },
					2: { facts: 'b', roster: null, block: null },
				});
			}));

		it('prefers the description that comes with a new block', () =>
			play(async (_place, open) => {
				const store = await open();
				await store.commit(whole('1'));
				await store.commit({ ...whole('1', Buffer.from('new')), infos: new Map([['1', { ...INFO, size: 9 }]]) });
				expect(store.saved?.guilds.get('1')?.roster).toEqual(INFO);
				expect(Buffer.from((await store.read('1')) ?? []).toString()).toBe('new');
			}));

		it('shows a roster only with the facts of its guild, and may get them later', () =>
			play(async (_place, open) => {
				const store = await open();
				await store.commit({ ...later, rosters: new Map([['1', roster()]]) });
				expect(store.saved?.guilds.size).toBe(0);
				await store.close();
				const again = await open();
				await again.commit({ ...later, facts: new Map([['1', '']]) });
				expect(again.saved?.guilds.get('1')).toEqual({ facts: '', roster: INFO });
			}));

		it('has nothing of a guild that was removed, and what came after it has come back', () =>
			play(async (_place, open) => {
				const store = await open();
				await store.commit({
					...whole('1'),
					facts: new Map([
						['1', 'a'],
						['2', 'b'],
					]),
				});
				await store.commit({ ...later, removed: ['1', '2', '3'], facts: new Map([['2', 'back']]) });
				expect(await store.read('1')).toBe(null);
				await store.close();
				expect((await pictureOf(await open()))?.guilds).toEqual({ 2: { facts: 'back', roster: null, block: null } });
			}));

		it('drops a roster, and leaves the facts of its guild', () =>
			play(async (_place, open) => {
				const store = await open();
				await store.commit(whole('1'));
				await store.commit({ ...later, dropped: ['1', '2'] });
				await store.close();
				const again = await open();
				expect([
					[...(again.saved?.guilds.keys() ?? [])],
					again.saved?.guilds.get('1')?.roster,
					await again.read('1'),
				]).toEqual([['1'], undefined, null]);
			}));

		it('takes blocks of any length, and is not changed by what happens to their bytes later', () =>
			play(async (_place, open) => {
				const store = await open();
				const blocks = [0, 1, 511, 512, 513, 3_000_000].map(
					(length, index) => [String(index), randomBytes(length)] as const,
				);
				const given = blocks.map(([guildId, block]) => [guildId, roster(Buffer.from(block))] as const);
				const facts = new Map(blocks.map(([guildId]) => [guildId, '{}']));
				await store.commit({ ...later, facts, rosters: new Map(given) });
				for (const [, { block }] of given) block.fill(1);
				for (const [guildId, block] of blocks) {
					const read = await store.read(guildId);
					expect(Buffer.compare(read ?? Buffer.from('none'), block)).toBe(0);
					read?.fill(2);
					expect(Buffer.compare((await store.read(guildId)) ?? Buffer.from('none'), block)).toBe(0);
				}
			}));

		it('applies commits in the order in which they were begun', () =>
			play(async (_place, open) => {
				const store = await open();
				const blocks = Array.from({ length: 10 }, (_, index) => Buffer.from(`block ${index}`));
				const last = blocks.map((block) => store.commit(whole('1', block))).at(-1);
				const closed = store.close();
				await Promise.all([last, closed]);
				const again = await open();
				expect(Buffer.from((await again.read('1')) ?? []).toString()).toBe('block 9');
			}));

		it('has one writer: a second process reads, and takes over when the first has closed', () =>
			play(async (_place, open) => {
				const first = await open();
				await first.commit(whole('1'));
				const second = await open();
				expect([first.isWritable, second.isWritable]).toEqual([true, false]);
				expect(await pictureOf(second)).toEqual(await pictureOf(first));
				await expect(second.commit(later)).rejects.toMatchObject({ failure: 'held' });
				await second.close();
				await first.commit(whole('2'));
				await first.close();
				const third = await open();
				expect([third.isWritable, third.saved?.guilds.size]).toEqual([true, 2]);
			}));

		it('has other writers for other shards', () =>
			play(async (_place, open) => {
				const lines: string[] = [];
				const stores = [await open(KEY, lines), await open({ ...KEY, shardId: 1 }, lines)];
				await stores[0]?.commit(whole('1'));
				await stores[1]?.commit(whole('2'));
				expect(stores.map((store) => [...(store.saved?.guilds.keys() ?? [])])).toEqual([['1'], ['2']]);
				expect(lines).toEqual([]);
			}));

		it('lets a reader keep what it found: never the description of one block with the bytes of another', () =>
			play(async (_place, open) => {
				const writer = await open();
				await writer.commit({
					...whole('1'),
					facts: new Map([
						['1', 'a'],
						['2', 'b'],
					]),
				});
				const reader = await open();
				const saved = reader.saved;
				await writer.commit({ ...whole('1', Buffer.from('new')), removed: ['2'] });
				expect(reader.saved).toEqual(saved);
				expect(await reader.read('1')).toBe(null);
				expect(Buffer.from((await (await open()).read('1')) ?? []).toString()).toBe('new');
			}));

		it('is taken over from a process that was killed, which writes nothing if it was alive after all', () =>
			play(async (place, open) => {
				const late = await open();
				await late.commit(whole('1'));
				await place.kill();
				const heir = await open();
				expect([heir.isWritable, [...(heir.saved?.guilds.keys() ?? [])]]).toEqual([true, ['1']]);
				await expect(late.commit(whole('2'))).rejects.toMatchObject({ failure: 'held' });
				expect(late.isWritable).toBe(false);
				await late.close();
				await heir.commit(whole('3'));
				expect([heir.isWritable, [...(heir.saved?.guilds.keys() ?? [])].sort()]).toEqual([true, ['1', '3']]);
			}));

		it.each([
			['another bot', { applicationId: '5' }],
			['another shard count', { shardCount: 5 }],
			['other intents', { intents: 2 }],
		])('trusts nothing of %s, and says so in one line', (_what, other) =>
			play(async (_place, open) => {
				const before = await open();
				await before.commit(whole('1'));
				await before.close();
				const lines: string[] = [];
				const store = await open({ ...KEY, ...other }, lines);
				expect([store.saved, store.isWritable, lines.length]).toEqual([null, true, 1]);
			}),
		);

		it('removes with the first commit what the bot saved with another shard count or other intents, and nothing of others', () =>
			play(async (_place, open) => {
				const keys = [KEY, { ...KEY, intents: 2 }, { ...KEY, applicationId: '5' }];
				for (const key of keys) {
					const store = await open(key);
					await store.commit(whole('1'));
					if (key !== keys[1]) await store.close();
				}
				const next = await open({ ...KEY, shardCount: 8 });
				await next.commit(whole('2'));
				const found = await Promise.all([...keys, { ...KEY, shardCount: 8 }].map((key) => open(key)));
				expect(found.map(({ saved }) => [...(saved?.guilds.keys() ?? [])])).toEqual([[], ['1'], ['1'], ['2']]);
			}));

		it('answers nothing after it was closed', () =>
			play(async (_place, open) => {
				const store = await open();
				await store.commit(whole('1'));
				await store.close();
				await store.close();
				expect(store.isWritable).toBe(false);
				await expect(store.commit(later)).rejects.toMatchObject({ failure: 'closed' });
				await expect(store.read('1')).rejects.toMatchObject({ failure: 'closed' });
			}));

		it.each([
			{ applicationId: '../1' },
			{ applicationId: '' },
			{ shardId: 4 },
			{ shardId: -1 },
			{ shardCount: 0 },
			{ intents: 0.5 },
		])('refuses a key with %o', (part) =>
			play(async (_place, open) => {
				await expect(open({ ...KEY, ...part })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
			}),
		);
	});
}

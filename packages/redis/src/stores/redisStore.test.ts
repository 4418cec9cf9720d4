import { describe, expect, it, onTestFinished } from 'vitest';
import { aCommit, someBytes } from '../../../rollcall/src/stores/tests/aCommit.js';
import { KEY } from '../../../rollcall/src/stores/tests/contract.js';
import { pictureOf } from '../../../rollcall/src/stores/tests/pictureOf.js';
import { VirtualClock } from '../../../rollcall/src/tests/VirtualClock.js';
import { describeRedis } from '../tests/redisStage.js';
import { TcpProxy } from '../tests/TcpProxy.js';
import { RosterStore } from './RosterStore.js';
import { type RedisStoreOptions, redisStore } from './redisStore.js';
import { ShardKeys } from './ShardKeys.js';

const LONG_MS = 60_000;
let places = 0;

describe('the options of redisStore', () => {
	const client = { status: 'ready', eval: async () => 0, evalsha: async () => 0, getBuffer: async () => null };

	it('are checked, and named if they are wrong', () => {
		expect(() => redisStore(client, { leaseMs: 99 })).toThrow('redisStore: leaseMs: expected a whole number from 100');
		expect(() => redisStore(client, { prefix: '' })).toThrow('prefix');
		expect(() => redisStore(client, { expireAfterMs: 0 })).toThrow('expireAfterMs');
		expect(() => redisStore(client, { timeoutMs: 0.5 })).toThrow('timeoutMs');
		expect(() => redisStore(client, { lease: 3 } as object)).toThrow('there is no option lease');
		expect(() => redisStore({} as typeof client)).toThrow('expected a client of ioredis');
	});
});

describeRedis('redisStore', (stage) => {
	const aPlace = (options: RedisStoreOptions = {}) => {
		const prefix = `store${places++}`;
		const lines: string[] = [];
		const open = async (port?: number) => {
			const store = redisStore(stage.client(port), { prefix, leaseMs: LONG_MS, timeoutMs: LONG_MS, ...options });
			const shard = await store.open(KEY, (line) => lines.push(line));
			onTestFinished(() => shard.close());
			return shard;
		};
		return { prefix, lines, open, redis: stage.client() };
	};
	const aProxy = async () => {
		const proxy = await TcpProxy.to(stage.server.port);
		onTestFinished(() => proxy.close());
		return proxy;
	};

	it('keeps nothing of what was rewritten, dropped or removed, and little beside the blocks', async () => {
		const { redis, open, prefix } = aPlace();
		const shard = await open();
		await shard.commit(aCommit(['1', '2', '3'], 'a', 600_000));
		await shard.commit({ ...aCommit(['1'], 'b', 600_000), dropped: ['2'], removed: ['3'] });
		let bytes = 0;
		for (const key of await redis.keys(`${prefix}:*`)) bytes += (await redis.memory('USAGE', key)) ?? 0;
		// One block is left, in a string that may be rounded up.
		expect(bytes).toBeLessThan(1.4 * 600_000);
		const texts: string[] = [];
		for (const key of await redis.keys(`${prefix}:*`)) texts.push((await redis.dumpBuffer(key)).toString('latin1'));
		for (const gone of ['1a', '2a', '3a']) {
			const trace = someBytes(gone, 64).toString('latin1');
			expect(texts.some((text) => text.includes(trace))).toBe(false);
		}
	});

	it('lets everything expire that nobody opens or saves, and keeps what does not change', async () => {
		const { redis, open, prefix } = aPlace({ expireAfterMs: 60_000 });
		const shard = await open();
		await shard.commit(aCommit(['1']));
		for (const key of await redis.keys(`${prefix}:*`)) await redis.pexpire(key, 30_000);
		await shard.close();
		await open();
		for (const key of await redis.keys(`${prefix}:{${KEY.applicationId}}:v1:shard:*`))
			expect(await redis.pttl(key)).toBeGreaterThan(40_000);
		for (const key of await redis.keys(`${prefix}:*`)) expect(await redis.pttl(key)).toBeGreaterThan(0);
	});

	it('trusts no block that was evicted or changed, says so, and saves it again', async () => {
		const { redis, open, prefix, lines } = aPlace();
		const shard = await open();
		await shard.commit(aCommit(['1', '2', '3']));
		await shard.close();
		const blocks = (await redis.keys(`${prefix}:*:block:*`)).sort();
		await redis.del(blocks[0] as string);
		await redis.setrange(blocks[1] as string, 5, 'x');
		const after = await open();
		expect(lines).toEqual(['Redis has lost the blocks of 1 guilds of shard 0: they are left aside.']);
		expect(after.saved?.guilds.get('1')?.roster).toBeUndefined();
		expect([await after.read('1'), await after.read('2')]).toEqual([null, null]);
		expect(await after.read('3')).not.toBeNull();
		await after.commit(aCommit(['1', '2']));
		expect(await after.read('1')).not.toBeNull();
		expect(await after.read('2')).not.toBeNull();
	});

	it('leaves aside what no commit wrote, and writes over it', async () => {
		const { redis, open, prefix } = aPlace();
		const shard = await open();
		await shard.commit(aCommit(['1', '2', '3']));
		await shard.close();
		const base = `${prefix}:{${KEY.applicationId}}:v1:shard:4-3-0`;
		await redis.hset(`${base}:rosters`, { 1: '', 2: 'a b {"status":' });
		await redis.hset(`${base}:head`, 'session', '{');
		const after = await open();
		const found = ['1', '2', '3'].map((guildId) => after.saved?.guilds.get(guildId)?.roster !== undefined);
		expect([found, after.saved?.session]).toEqual([[false, false, true], null]);
		await after.commit(aCommit(['1', '2'], 'b'));
		expect(Buffer.from((await after.read('1')) ?? [])).toEqual(someBytes('1b', 2_000));
	});

	it('ends an owner that is not heard of, and another process takes over', async () => {
		const proxy = await aProxy();
		const { open } = aPlace({ leaseMs: 6_000 });
		const first = await open(proxy.port);
		await first.commit(aCommit(['1']));
		expect((await open()).isWritable).toBe(false);
		proxy.hold();
		await expect.poll(() => first.isWritable, { timeout: LONG_MS }).toBe(false);
		await expect.poll(async () => (await open()).isWritable, { timeout: LONG_MS }).toBe(true);
		await expect(first.commit(aCommit(['2']))).rejects.toMatchObject({ failure: 'held' });
	});

	it('refuses and tells each write that arrives after another process has taken the shard', async () => {
		const proxy = await aProxy();
		const { open } = aPlace({ leaseMs: 1_000 });
		const first = await open(proxy.port);
		await first.commit(aCommit(['1'], 'a'));
		let fencedCount = 0;
		first.onFenced = () => fencedCount++;
		proxy.hold(); // as if the process stood still just when it writes
		const late = first.commit(aCommit(['1'], 'b'));
		const refused = expect(late).rejects.toMatchObject({ failure: 'held' });
		let second = await open();
		while (!second.isWritable) second = await open();
		await second.commit(aCommit(['1'], 'c'));
		expect(fencedCount).toBe(0);
		proxy.release();
		await refused;
		expect(fencedCount).toBeGreaterThan(0);
		expect(first.isWritable).toBe(false);
		expect(Buffer.from((await second.read('1')) ?? []).equals(someBytes('1c', 2_000))).toBe(true);
		await second.close();
	});

	it('loses no commit that arrives late: it is there as a whole, or not at all', async () => {
		const proxy = await aProxy();
		const { open } = aPlace({ leaseMs: LONG_MS, timeoutMs: 300 });
		const shard = await open(proxy.port);
		await shard.commit(aCommit(['1'], 'a'));
		proxy.hold();
		await expect(shard.commit(aCommit(['1'], 'b'))).rejects.toMatchObject({ failure: 'failed' });
		proxy.release();
		const reader = await open();
		const read = Buffer.from((await reader.read('1')) ?? []);
		expect([someBytes('1a', 2_000), someBytes('1b', 2_000)].some((bytes) => bytes.equals(read))).toBe(true);
	});

	it('refuses a commit over what a failover or a restart has lost, and another opening reads what is there', async () => {
		const { redis, open, prefix } = aPlace();
		const shard = await open();
		await shard.commit(aCommit(['1']));
		const head = `${prefix}:{${KEY.applicationId}}:v1:shard:4-3-0:head`;
		const before = await redis.dumpBuffer(head);
		await shard.commit(aCommit(['2']));
		await redis.restore(head, 0, before, 'REPLACE');
		await expect(shard.commit(aCommit(['3']))).rejects.toMatchObject({ failure: 'held' });
		expect(shard.isWritable).toBe(false);
		await redis.flushall();
		const empty = await open();
		expect([empty.saved, empty.isWritable]).toEqual([null, true]);
	});

	it('says that Redis is out of memory, keeps what was saved, and saves again when there is room', async () => {
		const { redis, open } = aPlace();
		const shard = await open();
		await shard.commit(aCommit(['1'], 'a'));
		const before = await pictureOf(shard);
		await redis.config('SET', 'maxmemory', '1');
		onTestFinished(async () => {
			await redis.config('SET', 'maxmemory', '0');
		});
		await expect(shard.commit(aCommit(['1'], 'b'))).rejects.toMatchObject({ failure: 'full' });
		expect(await pictureOf(shard)).toEqual(before);
		await redis.config('SET', 'maxmemory', '0');
		await shard.commit(aCommit(['1'], 'c'));
		expect(Buffer.from((await shard.read('1')) ?? [])).toEqual(someBytes('1c', 2_000));
	});

	it('opens and removes what thousands of guilds have saved in pieces, so that Redis is never held for long', async () => {
		const { redis, open, prefix } = aPlace();
		const ids = Array.from({ length: 2_000 }, (_, index) => String(index + 1));
		const shard = await open();
		await shard.commit(aCommit(ids, 'a', 10));
		await shard.close();
		await redis.config('RESETSTAT');
		const after = await open();
		expect(after.saved?.guilds.size).toBe(ids.length);
		expect([await after.read('1'), await after.read('2000')].every((block) => block?.length === 10)).toBe(true);
		await after.close();
		const stats = await redis.info('commandstats');
		// A piece looks at 128 guilds or so.
		for (const command of ['hgetall', 'hvals', 'hkeys']) expect(stats).not.toContain(`cmdstat_${command}:`);
		expect(Number(/cmdstat_hscan:calls=(\d+)/.exec(stats)?.[1])).toBeGreaterThan(20);
		const other = await redisStore(stage.client(), { prefix }).open({ ...KEY, intents: 9 }, () => {});
		onTestFinished(() => other.close());
		await other.commit(aCommit(['1']));
		await expect.poll(() => redis.keys(`${prefix}:*-3-0:*`), { timeout: LONG_MS }).toEqual([]);
	});

	it('leaves nothing of a block whose commit did not come', async () => {
		const { redis, open, prefix } = aPlace({ timeoutMs: 5_000 });
		const proxy = await aProxy();
		const shard = await open(proxy.port);
		await redis.set(`${prefix}:{${KEY.applicationId}}:v1:shard:4-3-0:head`, 'no hash');
		await expect(shard.commit(aCommit(['1']))).rejects.toMatchObject({ failure: 'failed' });
		const [block = ''] = await redis.keys(`${prefix}:*:block:*`);
		const leftMs = await redis.pttl(block);
		expect(leftMs).toBeLessThanOrEqual(55_000);
		expect(leftMs).toBeGreaterThan(0);
	});

	it('is heard of while it runs, and has no timer and no lease after it was closed', async () => {
		const clock = new VirtualClock();
		const terms = { clock, leaseMs: LONG_MS, timeoutMs: LONG_MS, expireAfterMs: 10 * LONG_MS };
		const keys = new ShardKeys(`store${places++}`);
		const redis = stage.client();
		const store = new RosterStore(redis, keys, terms);
		const shard = await store.open(KEY, () => {});
		await shard.commit(aCommit(['1']));
		const until = () => redis.hget(`${keys.base(KEY)}:owner`, 'until').then(Number);
		const before = await until();
		for (let second = 0; second < 3; second++) {
			await clock.advance(1_000);
			await redis.ping(); // until the answer to what was asked before has come
		}
		await expect.poll(until, { timeout: LONG_MS }).toBeGreaterThan(before);
		await shard.close();
		expect(clock.pendingCount).toBe(0);
		const next = await store.open(KEY, () => {});
		expect(next.isWritable).toBe(true);
		await next.close();
		expect(clock.pendingCount).toBe(0);
	});
});

import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeRedis } from '../tests/redisStage.js';
import { TcpProxy } from '../tests/TcpProxy.js';
import { redisGates } from './redisGates.js';

const WINDOW_MS = 30_500;
/** Longer than any wait here should take, on a machine that does much else. */
const LONG_MS = 20_000;

let guilds = 0;
const aGuild = () => ({ botId: '7', guildId: String(++guilds) });

describe('the options of redisGates', () => {
	const client = { status: 'ready', eval: async () => 0, evalsha: async () => 0, getBuffer: async () => null };

	it('are checked, and named if they are wrong', () => {
		expect(() => redisGates(client, { restPerSecond: 51 })).toThrow(
			'redisGates: restPerSecond: expected a whole number from 1 to 50, got 51.',
		);
		expect(() => redisGates(client, { prefix: 'a{b}' })).toThrow('prefix: expected a text without braces');
		expect(() => redisGates(client, { timeoutMs: 1_001 })).toThrow('timeoutMs');
		expect(() => redisGates(client, { invalidRequests: 0 })).toThrow('invalidRequests');
		expect(() => redisGates(client, { perSecond: 3 } as object)).toThrow('there is no option perSecond');
		expect(() => redisGates({} as typeof client)).toThrow('expected a client of ioredis');
	});

	it('may be left out, or undefined', () => {
		for (const options of [undefined, {}, { address: undefined }] as const) {
			const gates = redisGates(client, options as object);
			expect(gates.trouble).toBeUndefined();
			gates.close();
		}
	});
});

describeRedis('redisGates', (stage) => {
	const gatesOf = (port?: number) => {
		const gates = redisGates(stage.client(port), { prefix: 'gates' });
		onTestFinished(() => gates.close());
		return gates;
	};
	const aProxy = async () => {
		const proxy = await TcpProxy.to(stage.server.port);
		onTestFinished(() => proxy.close());
		return proxy;
	};
	const recovered = (gates: { trouble: string | undefined }) =>
		expect.poll(() => gates.trouble, { timeout: LONG_MS, interval: 20 }).toBeUndefined();

	it('give the window of a guild to one of many processes that ask at the same moment', async () => {
		const all = Array.from({ length: 8 }, () => gatesOf());
		const guild = aGuild();
		const waits = await Promise.all(all.map((gates) => gates.takeWindow(guild, WINDOW_MS)));
		expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(1);
		expect(all.map(({ trouble }) => trouble)).toEqual(all.map(() => undefined));
	});

	it('tell the others what Discord said', async () => {
		const [one, other, third] = [gatesOf(), gatesOf(), gatesOf()];
		const guild = aGuild();
		await one.takeWindow(guild, WINDOW_MS);
		one.correctWindow(guild, 12_000);
		await expect.poll(() => other.takeWindow(guild, WINDOW_MS)).toBeLessThanOrEqual(12_000);
		third.shutWindow(guild, 60_000); // a refusal of somebody else's request
		await expect.poll(() => other.takeWindow(guild, WINDOW_MS)).toBeGreaterThan(40_000);
	});

	it('let a process go on by itself while nothing passes to Redis, and say so', async () => {
		const proxy = await aProxy();
		const gates = gatesOf(proxy.port);
		await gates.takeWindow(aGuild(), WINDOW_MS);
		proxy.hold();
		const guild = aGuild();
		expect(await gates.takeWindow(guild, WINDOW_MS)).toBe(0);
		expect(gates.trouble).toBe('Redis did not answer within 500 ms.');
		expect(await gates.takeTurn(guild, 'pages')).toEqual({ isTaken: true, waitMs: 0 });
		proxy.release();
		await recovered(gates);
		// What it did by itself is known to the others then.
		await expect.poll(() => gatesOf().takeWindow(guild, 1), { timeout: LONG_MS }).toBeGreaterThan(0);
	});

	it('let a process go on by itself while Redis is slow', async () => {
		const proxy = await aProxy();
		const gates = gatesOf(proxy.port);
		await gates.takeWindow(aGuild(), WINDOW_MS);
		proxy.delayMs = 1_500;
		expect(await gates.takeWindow(aGuild(), WINDOW_MS)).toBe(0);
		expect(gates.trouble).toContain('did not answer');
		proxy.delayMs = 0;
		await recovered(gates);
	});

	it('let a process go on by itself while there is no connection, without a wait, and tell Redis later', async () => {
		const proxy = await aProxy();
		const redis = stage.client(proxy.port);
		const gates = redisGates(redis, { prefix: 'gates' });
		onTestFinished(() => gates.close());
		await gates.takeWindow(aGuild(), WINDOW_MS);
		proxy.cut();
		await expect.poll(() => redis.status).not.toBe('ready');
		const guild = aGuild();
		expect(await gates.takeWindow(guild, WINDOW_MS)).toBe(0);
		expect(gates.trouble).toBeDefined();
		proxy.mend();
		await recovered(gates);
		await expect.poll(() => gatesOf().takeWindow(guild, 1), { timeout: LONG_MS }).toBeGreaterThan(0);
	});

	it('tell a Redis that was restarted, or emptied, which windows are shut', async () => {
		const gates = gatesOf();
		const guild = aGuild();
		await gates.takeWindow(guild, WINDOW_MS);
		const look = stage.client();
		const isKnown = () => look.exists(`gates:{7}:v1:window:${guild.guildId}`);
		await stage.server.stop();
		await stage.server.start();
		await expect.poll(isKnown, { timeout: LONG_MS }).toBe(1);
		expect(await gatesOf().takeWindow(guild, WINDOW_MS)).toBeGreaterThan(0);
		await look.flushall();
		await expect.poll(isKnown, { timeout: LONG_MS }).toBe(1);
	});

	it('go on by themselves while Redis is out of memory', async () => {
		const redis = stage.client();
		const gates = gatesOf();
		await gates.takeWindow(aGuild(), WINDOW_MS);
		await redis.config('SET', 'maxmemory', '1');
		onTestFinished(async () => {
			await redis.config('SET', 'maxmemory', '0');
		});
		expect(await gates.takeWindow({ botId: '8', guildId: '1' }, WINDOW_MS)).toBe(0);
		expect(gates.trouble).toMatch(/^OOM/);
		await redis.config('SET', 'maxmemory', '0');
		await recovered(gates);
	});

	it('leave nothing for ever, and ask nothing when no window is shut and nobody waits', async () => {
		const redis = stage.client();
		await redis.flushall();
		const gates = gatesOf();
		await gates.takeWindow(aGuild(), 50);
		await setTimeout(60);
		const keys = await redis.keys('*');
		for (const key of keys) expect(await redis.pttl(key)).toBeGreaterThan(0);
		expect(keys).toEqual(['gates:{7}:v1:epoch']);
		await setTimeout(1_500);
		await redis.config('RESETSTAT');
		await setTimeout(1_500);
		expect(await redis.info('commandstats')).not.toContain('evalsha');
	});
});

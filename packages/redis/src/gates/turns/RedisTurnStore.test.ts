import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { describeRedis } from '../../tests/redisStage.js';
import { Keys } from '../Keys.js';
import { RedisTurnStore } from './RedisTurnStore.js';

const AHEAD_MS = 1_000;

let guilds = 0;
/** A guild of a bot of its own. */
const aGuild = () => ({ botId: `1${++guilds}`, guildId: '2' });

describeRedis('the turns of REST', (stage) => {
	const aStore = (client = stage.client()) => new RedisTurnStore(client, new Keys('turns'));
	/** Redis time, in ms. */
	const now = async () => {
		const [seconds, micros] = await stage.client().time();
		return Number(seconds) * 1_000 + Number(micros) / 1_000;
	};

	it('are at most so many in any second, however many processes ask, and each is used', async () => {
		const stores = [aStore(), aStore(), aStore(), aStore()];
		const guild = aGuild();
		const beganAt = await now();
		const ask = (index: number) => {
			const one = { ...guild, guildId: String(index) };
			return stores[index % 4]?.turn(one, 'lookups', 10, 60_000) ?? Promise.reject();
		};
		const turns = await Promise.all(Array.from({ length: 60 }, (_, index) => ask(index)));
		const tookMs = (await now()) - beganAt;
		expect(turns.every(({ isTaken }) => isTaken)).toBe(true);
		const waits = turns.map(({ waitMs }) => waitMs).sort((a, b) => a - b);
		// Each wait counts from its own answer, and all answers came within `tookMs`.
		for (let index = 10; index < waits.length; index++)
			expect((waits[index] ?? 0) - (waits[index - 10] ?? 0)).toBeGreaterThanOrEqual(1_000 - tookMs);
		expect(waits.at(-1)).toBeLessThanOrEqual(5_000);
	});

	it('are not taken further ahead than wanted', async () => {
		const store = aStore();
		const guild = aGuild();
		for (const index of [0, 1]) await store.turn({ ...guild, guildId: String(index) }, 'roles', 1, AHEAD_MS);
		const third = await store.turn({ ...guild, guildId: '3' }, 'roles', 1, AHEAD_MS);
		expect(third.isTaken).toBe(false);
		expect(third.waitMs).toBeGreaterThan(1_000);
		expect(third.waitMs).toBeLessThanOrEqual(2_000);
	});

	it('go to one request at a time until an answer tells the bucket', async () => {
		const store = aStore();
		const guild = aGuild();
		expect((await store.turn(guild, 'pages', 50, AHEAD_MS)).isTaken).toBe(true);
		const second = await store.turn(guild, 'pages', 50, AHEAD_MS);
		expect(second.isTaken).toBe(false);
		expect(second.waitMs).toBeLessThanOrEqual(50);
		for (let count = 0; count < 3; count++)
			expect((await store.turn(guild, 'lookups', 50, AHEAD_MS)).isTaken).toBe(true);
		await store.end(guild, 'pages');
		expect((await store.turn(guild, 'pages', 50, AHEAD_MS)).isTaken).toBe(true);
		await store.learn(guild, 'pages', { limit: 3, remaining: 2, resetAfterMs: 60_000 });
		const turns = [];
		for (let count = 0; count < 3; count++) turns.push(await store.turn(guild, 'pages', 50, AHEAD_MS));
		expect(turns.map(({ isTaken }) => isTaken)).toEqual([true, true, false]);
		expect(turns[2]?.waitMs).toBeGreaterThan(50_000);
	});

	it('are never more in a bucket than the least that an answer left', async () => {
		const store = aStore();
		const guild = aGuild();
		await store.learn(guild, 'pages', { limit: 10, remaining: 3, resetAfterMs: 60_000 });
		expect((await store.turn(guild, 'pages', 50, AHEAD_MS)).isTaken).toBe(true);
		// The answer to a request from before, and one that says that somebody else asks, too.
		await store.learn(guild, 'pages', { limit: 10, remaining: 5, resetAfterMs: 59_900 });
		await store.learn(guild, 'pages', { limit: 10, remaining: 1, resetAfterMs: 59_900 });
		expect((await store.turn(guild, 'pages', 50, AHEAD_MS)).isTaken).toBe(true);
		expect((await store.turn(guild, 'pages', 50, AHEAD_MS)).isTaken).toBe(false);
	});

	it('are there again when the bucket is refilled', async () => {
		const store = aStore();
		const guild = aGuild();
		await store.learn(guild, 'pages', { limit: 3, remaining: 1, resetAfterMs: 300 });
		expect((await store.turn(guild, 'pages', 50, AHEAD_MS)).isTaken).toBe(true);
		await setTimeout(310);
		expect((await store.turn(guild, 'pages', 50, AHEAD_MS)).isTaken).toBe(true);
		expect((await store.turn(guild, 'pages', 50, AHEAD_MS)).isTaken).toBe(true);
	});

	it('of a bucket that was refilled are fewer by the requests that may be counted in it', async () => {
		const redis = stage.client();
		const store = aStore(redis);
		const guild = aGuild();
		const bucket = `turns:{${guild.botId}}:v1:bucket:pages:2`;
		await store.learn(guild, 'pages', { limit: 5, remaining: 4, resetAfterMs: 60_000 });
		for (let count = 0; count < 3; count++) await store.turn(guild, 'pages', 50, AHEAD_MS);
		await store.end(guild, 'pages');
		await redis.hset(bucket, 'refillsAt', '1');
		await store.turn(guild, 'pages', 50, AHEAD_MS);
		expect(await redis.hget(bucket, 'left')).toBe('2'); // of five, two are open and one was taken now
	});

	it('wait as long as a 429 says, whatever an answer said before', async () => {
		const store = aStore();
		const guild = aGuild();
		await store.learn(guild, 'pages', { limit: 10, remaining: 9, resetAfterMs: 5_000 });
		await store.refuse(guild, 'pages', 20_000);
		const turn = await store.turn(guild, 'pages', 50, AHEAD_MS);
		expect(turn.isTaken).toBe(false);
		expect(turn.waitMs).toBeGreaterThan(15_000);
		await store.refuse(guild, 'lookups', 10_000);
		expect((await store.turn(guild, 'lookups', 50, AHEAD_MS)).waitMs).toBeGreaterThan(5_000);
	});

	it('stop for an address that has made too many invalid requests, until they are ten minutes ago', async () => {
		const [one, other] = [aStore(), aStore()];
		expect(await one.countInvalid('here', 3, 5)).toBe(0);
		expect(await other.countInvalid('there', 4, 5)).toBe(0);
		const waitMs = await other.countInvalid('here', 2, 5);
		expect(waitMs).toBeGreaterThan(9.5 * 60_000);
		expect(waitMs).toBeLessThanOrEqual(11 * 60_000);
		expect(await one.countInvalid('here', 0, 5)).toBeGreaterThan(0);
		expect(await one.countInvalid('here', 0, 6)).toBe(0);
	});

	it('expire, like all that is kept of gates', async () => {
		const redis = stage.client();
		await redis.flushall();
		const store = aStore();
		const guild = aGuild();
		for (const route of ['pages', 'roles'] as const) await store.turn(guild, route, 50, AHEAD_MS);
		await store.learn(guild, 'pages', { limit: 3, remaining: 1, resetAfterMs: 300 });
		await store.countInvalid('here', 1, 5);
		const keys = await redis.keys('*');
		expect(keys.sort()).toEqual([
			`turns:{${guild.botId}}:v1:bucket:pages:2`,
			`turns:{${guild.botId}}:v1:bucket:roles:2`,
			`turns:{${guild.botId}}:v1:open:roles:2`,
			`turns:{${guild.botId}}:v1:turns`,
			'turns:{here}:v1:invalid',
		]);
		for (const key of keys) expect(await redis.pttl(key)).toBeGreaterThan(0);
	});
});

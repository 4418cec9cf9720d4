import { expect, it, onTestFinished } from 'vitest';
import type { ConfigPatch } from '../../config/schema.js';
import { MemberFetchError } from '../../errors/MemberFetchError.js';
import type { WarmUpOptions, WarmUpProgress } from '../../interfaces/WarmUp.js';
import { countListeners } from '../../tests/countListeners.js';
import { ManyGuilds } from '../../tests/simulation/ManyGuilds.js';
import { VirtualClock } from '../../tests/VirtualClock.js';
import { Call } from '../Call.js';
import { Engine } from '../Engine.js';
import { warmUp } from './warmUp.js';

const LIMIT_MS = 3_600_000;

function setStage(sizes: readonly number[], { shards = 1, config = {} as ConfigPatch } = {}) {
	const clock = new VirtualClock();
	let nonces = 0;
	const createNonce = () => `ours${nonces++}`;
	const engine = new Engine(config, { clock, random: () => 0.5, createNonce });
	const world = new ManyGuilds(clock, shards, sizes, engine.announcements);
	onTestFinished(() => {
		engine.close();
		world.bot.close();
	});
	return {
		clock,
		engine,
		world,
		warm: (options: WarmUpOptions = {}) => warmUp(engine, world.bot, () => world.guilds(), options),
		ask: (guildId: string) => new Call(engine, world.asked(guildId), {}).answer(),
		isTrue: (guildId: string) => world.bot.find(guildId)?.trueRoster?.size === world.sizeOf(guildId),
	};
}

/** A few large guilds, and many small ones. */
function manySizes(count: number): number[] {
	return Array.from({ length: count }, (_, n) => (n % 500 === 0 ? 2_500 : 5 + (n % 20)));
}

it('proves 3,000 guilds within 1.15 times what the limit for sends allows, by the default config', async () => {
	const shards = 4;
	const { clock, engine, world, warm, isTrue } = setStage(manySizes(3_000), { shards });
	const result = await clock.runUntil(warm(), LIMIT_MS);
	const floorMs = (3_000 / shards / 120) * 60_000;
	expect(result).toEqual({ proven: 3_000, unproven: new Map(), withoutRoom: [] });
	expect(clock.now() / floorMs).toBeLessThanOrEqual(1.15);
	expect(world.ids.filter((id) => !isTrue(id))).toEqual([]);
	expect(engine.rosters.held().length).toBe(3_000);
	expect(engine.operations.status.startsInLastMinute).toBe(0);
	expect(world.faults).toEqual([]);
});

it('lets calls go first: each is answered as if nothing else ran, or as soon as the shard may send', async () => {
	const { clock, world, warm, ask } = setStage(manySizes(600));
	const running = warm();
	await clock.advance(120_000);
	const last = world.ids.slice(-30);
	const startedAt = clock.now();
	const waits = await clock.runUntil(
		Promise.all(
			last.map((id) => ask(id).then(({ metadata }) => [metadata.complete, clock.now() - startedAt] as const)),
		),
		LIMIT_MS,
	);
	expect(waits.filter(([complete]) => !complete)).toEqual([]);
	const byCalls = waits.map(([, ms]) => ms).sort((a, b) => a - b);
	expect(byCalls[3]).toBeLessThan(1_000);
	expect(byCalls.at(-1)).toBeLessThan(30 * 700);
	expect((await clock.runUntil(running, LIMIT_MS)).proven).toBe(600);
	expect(world.faults).toEqual([]);
});

it('proves the largest first, but for what somebody asks for, or in the order that the bot gives', async () => {
	const sizes = [10, 3_000, 20, 5, 1_500];
	const usual = setStage(sizes);
	usual.engine.wanted.add(usual.world.ids[3] as string);
	await usual.clock.runUntil(usual.warm(), LIMIT_MS);
	expect(usual.world.askedFor.map((id) => usual.world.sizeOf(id))).toEqual([5, 3_000, 1_500, 20, 10]);
	expect(usual.engine.wanted.size).toBe(0);
	const given = setStage(sizes);
	given.engine.wanted.add(given.world.ids[1] as string);
	const order: NonNullable<WarmUpOptions['order']> = (a, b) =>
		Number(a.isAskedFor) - Number(b.isAskedFor) || (a.memberCount ?? 0) - (b.memberCount ?? 0);
	await given.clock.runUntil(given.warm({ order }), LIMIT_MS);
	expect(given.world.askedFor.map((id) => given.world.sizeOf(id))).toEqual([5, 10, 20, 1_500, 3_000]);
});

it('asks for nothing that is true, and joins a fetch that runs', async () => {
	const { clock, world, warm, ask } = setStage([40, 50, 60]);
	await clock.runUntil(ask(world.ids[0] as string), LIMIT_MS);
	const asking = ask(world.ids[1] as string);
	const result = await clock.runUntil(warm(), LIMIT_MS);
	expect((await asking).metadata.complete).toBe(true);
	expect([result.proven, world.sentAt.gateway.length]).toEqual([3, 3]);
	expect((await clock.runUntil(warm(), LIMIT_MS)).proven).toBe(3);
	expect(world.sentAt.gateway.length).toBe(3);
});

it('reads small guilds by one page each if their windows are shut, within its share of REST, and large ones later', async () => {
	const { clock, world, warm } = setStage([...Array.from({ length: 200 }, () => 30), 1_500], { shards: 50 });
	for (const id of world.ids) world.bot.guild(id, world.shardOf(id)).gate.shutFor(30_000);
	const running = warm({ restRequestsPerSecond: 10 });
	await clock.advance(29_000);
	const { rest } = world.sentAt;
	expect(rest.length).toBeGreaterThan(190);
	const within = rest.map((from) => rest.filter((at) => at >= from && at < from + 1_000).length);
	expect(Math.max(...within)).toBeLessThanOrEqual(10);
	expect((await clock.runUntil(running, LIMIT_MS)).proven).toBe(201);
	expect(world.askedFor.at(-1)).toBe(world.ids.at(-1));
	expect(world.faults).toEqual([]);
});

it('asks REST for nothing that a slow gateway answers, unless a caller waits for it', async () => {
	const { clock, world, warm, ask } = setStage(manySizes(20));
	world.answerMs = 2_000;
	const running = warm();
	await clock.advance(3_000);
	expect(world.sentAt.rest).toEqual([]);
	await clock.runUntil(ask(world.ids[1] as string), LIMIT_MS); // the smallest one, whose turn has not come
	const hedges = world.sentAt.rest.length;
	expect(hedges).toBeGreaterThan(0);
	await clock.runUntil(running, LIMIT_MS);
	expect(world.sentAt.rest.length).toBe(hedges);
});

it('tells how far it is and what it waits for', async () => {
	const { clock, world, warm } = setStage([40, 50, 60], { shards: 2 });
	world.cut(1);
	const told: WarmUpProgress[] = [];
	const running = warm({ progressCallback: (progress) => told.push(progress) });
	await clock.advance(5_000);
	expect(told.at(-1)).toMatchObject({ total: 3, proven: 2, left: 1, waitsFor: 'sessions' });
	world.resume(1);
	await clock.runUntil(running, LIMIT_MS);
	expect(told.at(-1)).toMatchObject({ total: 3, proven: 3, left: 0, unproven: 0, withoutRoom: 0 });
	expect(told.map(({ waitsFor }) => waitsFor)).toContain('answers');
});

it('does not wait for ever for a shard that is away, or for a guild that does not answer', async () => {
	const { clock, world, warm } = setStage([40, 50, 60, 70], { shards: 2 });
	world.cut(1);
	world.silent.add(world.ids[0] as string);
	const { proven, unproven } = await clock.runUntil(warm(), LIMIT_MS);
	expect(proven).toBe(1);
	const codes = world.ids.map((id) => unproven.get(id)?.code);
	expect(codes).toEqual([
		expect.stringMatching(/GATEWAY_SILENT|REST_UNAVAILABLE|SESSION_LOST/),
		'SESSION_LOST',
		undefined,
		'SESSION_LOST',
	]);
	expect(clock.now()).toBeLessThan(15 * 60_000);
});

it('shares one run among those who call, and goes on for the others when one leaves', async () => {
	const { clock, world, warm } = setStage(manySizes(50));
	const leaving = new AbortController();
	const told: number[] = [];
	const first = warm({ signal: leaving.signal });
	const second = warm({ progressCallback: ({ proven }) => told.push(proven) });
	await clock.advance(3_000);
	leaving.abort();
	const early = await first;
	expect(early.proven).toBeLessThan(50);
	expect(early.proven + early.unproven.size).toBe(50);
	expect(MemberFetchError.is([...early.unproven.values()][0], 'ABORTED')).toBe(true);
	expect((await clock.runUntil(second, LIMIT_MS)).proven).toBe(50);
	expect(told.at(-1)).toBe(50);
	expect(countListeners(leaving.signal)).toBe(0);
	expect(world.sentAt.gateway.length).toBe(50);
});

it('stops when the last caller leaves, and leaves nothing behind', async () => {
	const { clock, engine, world, warm } = setStage(manySizes(50));
	const leaving = new AbortController();
	const running = warm({ signal: leaving.signal });
	await clock.advance(3_100);
	leaving.abort();
	expect((await running).unproven.size).toBeGreaterThan(40);
	await clock.advance(1_000);
	const sent = world.sentAt.gateway.length;
	await clock.advance(60_000);
	expect(world.sentAt.gateway.length).toBe(sent);
	expect(engine.running.list()).toEqual([]);
	expect(world.ids.filter((id) => (world.bot.find(id)?.listenerCount ?? 0) > 0)).toEqual([]);
	engine.close();
	expect(clock.pendingCount).toBe(0);
	const again = setStage([5]);
	const gone = new AbortController();
	gone.abort();
	expect((await again.warm({ signal: gone.signal })).proven).toBe(0);
	expect((await again.clock.runUntil(again.warm(), LIMIT_MS)).proven).toBe(1);
});

it('ends when the service is closed or the bot is destroyed', async () => {
	const closed = setStage(manySizes(50));
	const running = closed.warm();
	await closed.clock.advance(3_000);
	closed.engine.close();
	const { unproven } = await running;
	expect(new Set([...unproven.values()].map(({ code }) => code))).toEqual(new Set(['CLOSED']));
	await expect(closed.warm()).rejects.toThrow('closed');
	const destroyed = setStage(manySizes(50));
	const other = destroyed.warm();
	await destroyed.clock.advance(3_000);
	destroyed.world.destroyed = true;
	const result = await destroyed.clock.runUntil(other, LIMIT_MS);
	expect(new Set([...result.unproven.values()].map(({ code }) => code))).toContain('CLIENT_DESTROYED');
});

it('fills the cache as far as its owner has set, and evicts nothing', async () => {
	const { clock, engine, warm, ask, world } = setStage(manySizes(30), { config: { cache: { maxCacheSize: 10 } } });
	const kept = world.ids.at(-1) as string;
	await clock.runUntil(ask(kept), LIMIT_MS);
	const { proven, withoutRoom } = await clock.runUntil(warm(), LIMIT_MS);
	expect([proven, withoutRoom.length]).toEqual([10, 20]);
	expect(engine.rosters.held().map(({ guildId }) => guildId)).toContain(kept);
	expect(engine.statistics.snapshot()).toMatchObject({ evictions: 0 });
	const small = setStage([2_000, 2_000, 2_000], { config: { cache: { maxBytes: 210_000 } } });
	expect((await small.clock.runUntil(small.warm(), LIMIT_MS)).withoutRoom.length).toBeGreaterThan(0);
});

it.each([
	[{ order: 'largest' }, 'options.order'],
	[{ restRequestsPerSecond: 51 }, 'options.restRequestsPerSecond'],
	[{ sendsPerMinute: 107 }, 'options.sendsPerMinute'],
	[{ sendsPerMinute: 0.5 }, 'options.sendsPerMinute'],
	[{ signal: 1 }, 'options.signal'],
	[{ progressCallback: 1 }, 'options.progressCallback'],
	[{ share: 1 }, 'got share'],
	[null, 'options'],
])('refuses %j', async (options, message) => {
	await expect(setStage([5]).warm(options as WarmUpOptions)).rejects.toThrow(message);
});

it('tells its callers if the order that they gave throws', async () => {
	const { clock, warm } = setStage([5, 6]);
	const order = () => {
		throw new Error('no order');
	};
	await expect(warm({ order })).rejects.toThrow('no order');
	expect((await clock.runUntil(warm(), LIMIT_MS)).proven).toBe(2);
});

import { describe, expect, it } from 'vitest';
import type { ConfigPatch } from '../config/schema.js';
import { Call } from '../engine/Call.js';
import { Engine } from '../engine/Engine.js';
import { readRoles } from '../engine/readRoles.js';
import { TimeSpent } from '../monitoring/TimeSpent.js';
import { BotState } from '../sync/BotState.js';
import { rest } from './simulation/aRun.js';
import { FAITHFUL, type RequestPlan } from './simulation/RequestPlan.js';
import { SimulatedDiscord } from './simulation/SimulatedDiscord.js';
import { VirtualClock } from './VirtualClock.js';
import { warningsOf } from './warningsOf.js';

/** A service, and this many guilds on one clock. */
function aTown(guildCount: number, plan: Partial<RequestPlan> = {}, config: ConfigPatch = {}) {
	const clock = new VirtualClock();
	let nonces = 0;
	const deps = { clock, random: () => 0.5, createNonce: () => `nonce${nonces++}` };
	const service = new Engine(config, deps);
	const requests = Array.from({ length: 9 }, () => ({ ...FAITHFUL, ...plan }));
	const guilds = Array.from({ length: guildCount }, (_, index) => {
		const discord = new SimulatedDiscord(clock, { seed: index, size: 5, requests, rest: rest('hang') });
		return { discord, bot: new BotState(discord, clock) };
	});
	const fetchAll = (forceRefresh = false) =>
		warningsOf(() => {
			const fetching = guilds.map(({ discord, bot }) =>
				new Call(
					service,
					{ bot, ref: { id: discord.guild.id, shardId: 0, memberCount: 5 } },
					{ forceRefresh },
				).answer(),
			);
			return clock.runUntil(Promise.all(fetching), 900_000);
		});
	return { clock, service, guilds, fetchAll };
}

describe('warnings of slow fetches', () => {
	it("name the service's own limit and the cure once, however many guilds wait for it", async () => {
		const { clock, fetchAll } = aTown(200);
		const warnings = await fetchAll();
		expect(clock.now()).toBeGreaterThan(180_000);
		expect(warnings).toHaveLength(1);
		expect(warnings[0]).toMatch(/guild \d+ waited \d+ ms for the service's own limit, not for Discord/);
		expect(warnings[0]).toMatch(/rateLimit\.requestsPerMinute is 50 \(still waiting: \d+\)\./);
		expect(warnings[0]).toContain('Raise rateLimit.requestsPerMinute');
	});

	it('name the limit again only after nobody had to wait for it', async () => {
		const { clock, fetchAll } = aTown(60);
		expect(await fetchAll()).toHaveLength(1);
		expect(await fetchAll(true)).toEqual([]);
		await clock.advance(120_000);
		expect(await fetchAll(true)).toHaveLength(1);
	});

	it.each<[string, Partial<RequestPlan>, ConfigPatch, number]>([
		['burstLimit is 1 ', {}, { rateLimit: { burstLimit: 1 } }, 9],
		['maxConcurrentRequests is 1 ', { firstMs: 3_000 }, { rateLimit: { maxConcurrentRequests: 1 } }, 5],
	])('name the setting that holds: %s', async (name, plan, config, count) => {
		const warnings = await aTown(count, plan, config).fetchAll();
		expect(warnings).toEqual([expect.stringContaining(`rateLimit.${name}`)]);
	});

	it('name it for questions about roles too', async () => {
		const { service, guilds, clock } = aTown(9, {}, { rateLimit: { burstLimit: 1 } });
		const warnings = await warningsOf(() => {
			const reading = guilds.map(({ discord: { guild }, bot }) => {
				const directory = { everyoneId: guild.id, roles: new Map(), isFollowed: false };
				return readRoles(
					service,
					{ bot, ref: { id: guild.id, shardId: 0, memberCount: undefined }, directory },
					{ startedAt: clock.now() },
					() => {},
				);
			});
			return clock.runUntil(Promise.allSettled(reading), 90_000);
		});
		expect(warnings).toEqual([expect.stringContaining('rateLimit.burstLimit is 1 ')]);
	});

	it('name the guild, and where its time went, once for all its callers', async () => {
		const { service, guilds, clock } = aTown(1, { answer: 'refusal', refusedMs: 8_000 });
		const [{ discord, bot }] = guilds as [(typeof guilds)[0]];
		const ref = { id: discord.guild.id, shardId: 0, memberCount: 900_000 };
		const warnings = await warningsOf(() => {
			const callers = [1, 2, 3].map(() => new Call(service, { bot, ref }, { timeout: 20_000 }).answer());
			return clock.runUntil(Promise.all(callers), 90_000);
		});
		expect(warnings).toHaveLength(1);
		expect(warnings[0]).toMatch(
			new RegExp(
				`^The fetch of guild ${ref.id} took 20000 ms \\(monitoring.performanceThreshold is 5000 ms\\): 1\\d+ ms for`,
			),
		);
		expect(warnings[0]).toContain('ms for rate limits of Discord');
	});

	it('come once for a guild until it is quick again', async () => {
		const { service, clock } = aTown(1);
		const spent = new TimeSpent(clock);
		const took = (ms: number) => service.slow.note({ guildId: '7', ms, spent });
		const warnings = await warningsOf(() => [6_000, 7_000, 100, 8_000].map(took));
		expect(warnings.map((text) => /took \d+/.exec(text)?.[0])).toEqual(['took 6000', 'took 8000']);
	});

	it('are not given if they are switched off', async () => {
		const monitoring = { logPerformanceWarnings: false };
		expect(await aTown(60, {}, { monitoring }).fetchAll()).toEqual([]);
	});
});

describe('TimeSpent', () => {
	it('counts the innermost measurement, even while it runs', async () => {
		const clock = new VirtualClock();
		const spent = new TimeSpent(clock);
		const sleep = (ms: number) => () => new Promise<void>((resolve) => clock.setTimer(ms, resolve));
		const work = spent.during('gateway', async () => {
			await sleep(1_000)();
			await spent.during('limits', sleep(5_000));
			await sleep(300)();
		});
		await clock.advance(2_000);
		expect([spent.of('gateway'), spent.of('limits'), spent.of('rest')]).toEqual([1_000, 1_000, 0]);
		await clock.runUntil(work, 10_000);
		expect(spent.describe()).toBe('5000 ms for rate limits of Discord, 1300 ms for answers of the gateway');
	});
});

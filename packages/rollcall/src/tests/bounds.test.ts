import type { Client, Guild } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CacheConfig } from '../config/MemberFetchConfig.js';
import { ClientBots } from '../discord/ClientBots.js';
import { ClientTransport } from '../discord/ClientTransport.js';
import { Call } from '../engine/Call.js';
import { Engine } from '../engine/Engine.js';
import type { IClock } from '../interfaces/IClock.js';
import { Announcements } from '../sync/Announcements.js';
import { anUpdate } from './aMember.js';
import { collectGarbage } from './collectGarbage.js';
import { FastClock } from './FastClock.js';
import { PatientClock } from './PatientClock.js';
import { dispatched, expectExact, QUICK, setStage } from './stage.js';
import { warningsOf } from './warningsOf.js';

const MEMBERS = 4_000;

/** Three guilds on the emulator, and a service with these bounds. */
async function setBounds(cache: Partial<CacheConfig>, members = 200) {
	const guilds = Array.from({ length: 3 }, () => ({ members }));
	const stage = await setStage({ emulator: { guilds }, config: { cache } });
	const [a, b, c] = [...stage.client.guilds.cache.values()] as [Guild, Guild, Guild];
	/** The stage with another guild in the middle. */
	const at = (guild: Guild) => ({ ...stage, guild, truth: stage.emulator.world.guild(guild.id) });
	return { ...stage, a, b, c, at };
}

/** Nobody hears of its rosters. */
const UNWATCHED = { isWatching: false, onMember() {}, onStatus() {} };

/** The inside of a service that works with the client. */
function openService(client: Client, cache: Partial<CacheConfig>, clock: IClock = new PatientClock()) {
	const bots = new ClientBots(
		clock,
		(each) => new ClientTransport(each),
		() => UNWATCHED,
		new Announcements(),
	);
	let nonces = 0;
	const deps = { clock, random: Math.random, createNonce: () => `memory${nonces++}` };
	const service = new Engine({ ...QUICK, cache }, deps);
	onTestFinished(() => {
		service.close();
		bots.close();
	});
	const bot = bots.of(client);
	const fetch = async ({ id, shardId, memberCount }: Guild) =>
		(await new Call(service, { bot, ref: { id, shardId, memberCount } }).answer()).metadata.complete;
	return { service, fetch, inside: ({ id, shardId }: Guild) => bot.guild(id, shardId) };
}

describe('bounds', () => {
	it('keep only so many guilds, the least recently used going first', async () => {
		const { service, a, b, c } = await setBounds({ maxCacheSize: 2 });
		for (const guild of [a, b, a, c]) await service.fetchGuildMembers(guild);
		expect(service.getCacheStats(a.id).size).toBe(1);
		expect(service.getCacheStats(b.id).size).toBe(0);
		expect(service.getCacheStats().size).toBe(2);
	});

	it('keep only so many bytes, which the statistics show by guild', async () => {
		const { service, a, b, c } = await setBounds({});
		const before = Date.now();
		for (const guild of [a, b]) await service.fetchGuildMembers(guild);
		const { bytes, guilds } = service.getCacheStats();
		const [inB, inA] = guilds;
		expect(guilds).toMatchObject([
			{ guildId: b.id, members: 200, status: 'complete' },
			{ guildId: a.id, members: 200, status: 'complete' },
		]);
		expect(bytes).toBe((inA?.bytes ?? 0) + (inB?.bytes ?? 0));
		expect(inA?.fetchedAt).toBeGreaterThanOrEqual(before);
		expect(inA?.fetchedAt).toBeLessThanOrEqual(inB?.fetchedAt ?? 0);

		service.updateConfig({ cache: { maxBytes: bytes } });
		await service.fetchGuildMembers(a);
		await service.fetchGuildMembers(c);
		const after = service.getCacheStats();
		expect(after.maxBytes).toBe(bytes);
		expect(after.bytes).toBeLessThanOrEqual(bytes);
		expect(after.guilds[0]?.guildId).toBe(c.id);
		expect(after.guilds.map(({ guildId }) => guildId)).not.toContain(b.id);
		expect(await service.healthCheck()).toMatchObject({ status: 'healthy', cacheStatus: 'full' });
		expect(service.getCacheStats(c.id).guilds).toMatchObject([{ guildId: c.id, bytes: after.guilds[0]?.bytes }]);
	});

	it('give the whole answer even if it is too large to be kept', async () => {
		const { service, a, at, stats } = await setBounds({ maxBytes: 1_000 });
		const warnings = await warningsOf(async () => expectExact(await service.fetchGuildMembers(a), at(a)));
		expect(warnings).toHaveLength(1);
		expect(warnings[0]).toContain(a.id);
		expect(service.getCacheStats()).toMatchObject({ size: 0, bytes: 0, guilds: [] });
		expect((await service.fetchGuildMembers(a)).metadata).toMatchObject({ complete: true, cacheHit: false });
		expect(stats().memberRequests.full + stats().rest.total).toBeGreaterThan(1);
	});

	it('are told to be too small for the guilds in use, with the cure, which works', async () => {
		const { service, a, b, c } = await setBounds({ maxCacheSize: 2 });
		const warnings = await warningsOf(async () => {
			for (let round = 0; round < 3; round++) for (const guild of [a, b, c]) await service.fetchGuildMembers(guild);
		});
		const cure = 'Raise cache.maxCacheSize from 2 to at least 3.';
		expect(warnings).toEqual([expect.stringContaining(cure)]);
		expect(await service.healthCheck()).toMatchObject({
			status: 'degraded',
			cacheStatus: 'full',
			reasons: [expect.stringContaining(`6 of the last 9 fetches`)],
		});
		service.updateConfig({ cache: { maxCacheSize: 3 } });
		await service.fetchGuildMembers(a);
		for (const guild of [a, b, c]) {
			expect((await service.fetchGuildMembers(guild)).metadata.cacheHit).toBe(true);
		}
		expect(await service.healthCheck()).toMatchObject({ status: 'healthy', cacheStatus: 'full' });
		const again = await warningsOf(() => service.updateConfig({ cache: { maxCacheSize: 2 } }));
		expect(again).toEqual([expect.stringContaining(cure)]);
		expect((await service.healthCheck()).status).toBe('degraded');
		service.resetStatistics();
		expect((await service.healthCheck()).status).toBe('healthy');
	});

	it('are told to cost events, if somebody listens to members, until every guild is held again', async () => {
		const { service, a, b, c } = await setBounds({ maxCacheSize: 2 });
		for (const guild of [a, b, c]) await service.fetchGuildMembers(guild);
		expect((await service.healthCheck()).status).toBe('healthy');
		const listen = () => {};
		service.on('rosterStatusChange', listen);
		expect((await service.healthCheck()).status).toBe('healthy');
		service.on('guildMemberRemove', listen);
		const cure = 'Raise cache.maxCacheSize from 2 to at least 3, and fetch them again.';
		expect(await service.healthCheck()).toMatchObject({ status: 'degraded', reasons: [expect.stringContaining(cure)] });
		const warnings = await warningsOf(async () => {
			for (const guild of [a, b]) await service.fetchGuildMembers(guild);
		});
		expect(warnings).toEqual([expect.stringContaining(cure)]);
		service.off('guildMemberRemove', listen);
		expect((await service.healthCheck()).status).toBe('healthy');
		service.on('guildMemberRemove', listen);
		const told = await warningsOf(() => service.updateConfig({ cache: { maxCacheSize: 3 } }));
		const reasons = [expect.stringContaining('There is room: fetch them again.')];
		expect(told).toEqual(reasons);
		expect(await service.healthCheck()).toMatchObject({ status: 'degraded', reasons });
		for (const guild of [a, b, c]) await service.fetchGuildMembers(guild);
		expect((await service.healthCheck()).status).toBe('healthy');
	});

	it('do not take a roster for younger with enableLRU: false because it had to be vouched for', async () => {
		const { client, a, b, c } = await setBounds({});
		const clock = new FastClock(10); // REST may lag behind the gateway by seconds
		const { fetch, inside } = openService(client, { maxCacheSize: 2, enableLRU: false }, clock);
		for (const guild of [a, b]) await fetch(guild);
		inside(a).take(anUpdate('1', { nick: 'unknown' }));
		expect(inside(a).roster?.unconfirmed.size).toBe(1);
		for (const guild of [a, c]) expect(await fetch(guild)).toBe(true);
		expect([a, b, c].map((guild) => inside(guild).roster?.size)).toEqual([undefined, 200, 200]);
	});
});

describe('a roster that was evicted', () => {
	it('is gone from memory, and its guild hears of nothing', async () => {
		const { client, emulator, a, b } = await setBounds({}, MEMBERS);
		const { fetch, inside } = openService(client, { maxCacheSize: 1 });
		expect(await fetch(a)).toBe(true);
		const [guild, other] = [inside(a), inside(b)];
		const roster = new WeakRef(guild.roster as object);
		const table = new WeakRef(guild.roster?.table as object);
		await collectGarbage();
		expect(roster.deref()).toBeDefined();

		expect(await fetch(b)).toBe(true);
		await collectGarbage();
		expect([roster.deref(), table.deref()]).toEqual([undefined, undefined]);
		expect([guild.roster, guild.listenerCount, other.listenerCount]).toEqual([undefined, 0, 0]);

		const world = emulator.world.guild(a.id);
		const { id } = world.memberAt(5).user;
		const seen = dispatched(client, 'GUILD_MEMBER_UPDATE', id);
		world.update(id, { nick: 'newer' });
		await seen;
		expect(guild.roster).toBeUndefined();
		expect(await fetch(a)).toBe(true);
		expect(guild.roster?.table.get(id)?.nick).toBe('newer');
	});

	it('gives its memory back: one of five guilds takes a fifth of what all took', async () => {
		const guilds = Array.from({ length: 5 }, () => ({ members: MEMBERS }));
		const { client } = await setStage({ emulator: { guilds } });
		const { service, fetch } = openService(client, {});
		for (const guild of client.guilds.cache.values()) expect(await fetch(guild)).toBe(true);
		const { guilds: count, bytes } = service.rosters.room;
		expect(count).toBe(5);
		const withAll = await collectGarbage();
		service.updateConfig({ cache: { maxBytes: Math.ceil(bytes / 4) } });
		expect(service.rosters.room.guilds).toBe(1);
		const withOne = await collectGarbage();
		service.rosters.clear();
		const withNone = await collectGarbage();
		expect(withAll - withNone).toBeGreaterThan(5 * MEMBERS * 10);
		expect((withOne - withNone) / (withAll - withNone)).toBeLessThan(0.4);
	});
});

describe('the fields to keep', () => {
	it('drop what is held when they change, and nothing else does', async () => {
		const { service, a } = await setBounds({});
		await service.fetchGuildMembers(a);
		service.updateConfig({ cache: { defaultTTL: 1 }, fields: 'all' });
		expect(service.getCacheStats().size).toBe(1);
		service.updateConfig({ fields: ['nick', 'deaf'] });
		expect(service.getCacheStats().size).toBe(0);
		await service.fetchGuildMembers(a);
		service.updateConfig({ fields: ['deaf', 'nick'] });
		expect(service.getCacheStats().size).toBe(1);
	});

	it('that change during a fetch are not those of its list, which is answered and not kept', async () => {
		const { service, a, emulator, at } = await setBounds({}, 3_500);
		emulator.faults.add({ on: 'memberRequest', delayEach: 20 });
		const running = service.fetchGuildMembers(a, {
			progressCallback: () => service.updateConfig({ fields: ['nick'] }),
		});
		const answer = await running;
		expect(answer.metadata.complete).toBe(true);
		expect(answer.members.size).toBe(at(a).truth.size);
		expect(service.getCacheStats().size).toBe(0);
	});
});

import { WebSocketManager, WebSocketShardEvents, WebSocketShardStatus } from '@discordjs/ws';
import { DiscordEmulator } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RawMember } from '../interfaces/ITransport.js';
import { type SocketOwner, SocketValve } from '../tests/SocketValve.js';
import { QUICK } from '../tests/stage.js';
import {
	type Bot,
	type BotOptions,
	connect,
	expectExactRoster,
	makeBot,
	rosterDifferences,
	setStandaloneStage,
	takeDown,
	told,
} from '../tests/standaloneStage.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { StandaloneMemberFetchService } from './StandaloneMemberFetchService.js';

/** A bot on an emulator that is not connected yet. */
async function setBot(options: BotOptions & { guilds?: { id?: string; members: number }[] } = {}) {
	const emulator = new DiscordEmulator({ guilds: options.guilds ?? [{ members: 1_500 }] });
	await emulator.start();
	const bot = makeBot(emulator, options);
	onTestFinished(async () => {
		await takeDown(bot);
		await emulator.stop();
	});
	const truth = emulator.world.guild();
	return { ...bot, emulator, truth, guild: { id: truth.id } };
}

/** A second service on the gateway of a bot. */
function anotherService({ gateway, rest }: Bot): StandaloneMemberFetchService {
	const service = new StandaloneMemberFetchService({ gateway, rest }, QUICK);
	onTestFinished(() => service.close());
	return service;
}

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const EVENTS = Object.values(WebSocketShardEvents);

describe('the moment of connecting', () => {
	it('is no obstacle: a list that is asked for as soon as connect() has resolved is exact', async () => {
		const stage = await setBot({ guilds: [{ members: 3_500 }] });
		await stage.gateway.connect();
		expectExactRoster(await stage.service.fetchGuildMembers(stage.guild), stage);
	});

	it('must be behind us: before it there is no list but an error that says what to do', async () => {
		const { service, guild, emulator } = await setBot();
		const answer = await service.fetchGuildMembers(guild);
		expect(answer).toMatchObject({ success: false, error: { code: 'NOT_CONNECTED', retryable: false } });
		expect(answer.error?.message).toMatch(/before gateway\.connect\(\)/);
		expect(answer.roster.size).toBe(0);
		expect(emulator.stats.bot().rest.total).toBe(0);
		await expect(service.fetchGuildMembers(guild, { require: 'complete' })).rejects.toMatchObject({
			code: 'NOT_CONNECTED',
		});
	});

	it('waits for the guild that READY has named, and reads no page of it meanwhile', async () => {
		const clock = new VirtualClock();
		const stage = await setBot({ guilds: [{ members: 3_500 }], clock });
		const { gateway, service, guild, emulator } = stage;
		const valve = new SocketValve(gateway as unknown as SocketOwner);
		valve.hold('GUILD_CREATE');
		await gateway.connect();
		await valve.holds('GUILD_CREATE');
		const fetching = service.fetchGuildMembers(guild);
		const answering = service.fetchGuildMembers(guild, { timeout: 100 });
		await clock.advance(100);
		const early = await answering;
		expect(early.metadata).toMatchObject({ status: 'partial', totalCount: 0, coverage: 0 });
		expect(early.error?.message).toContain('0 members when');
		valve.release();
		const answer = await fetching;
		expectExactRoster(answer, stage);
		expect(answer.metadata.requests).toEqual({ gateway: 1, rest: 0 });
		expect(emulator.stats.bot().rest.byRoute.listMembers ?? 0).toBe(0);
	});

	it('may find a guild in an outage: after a while it is read, and nobody claims to know how many should be there', async () => {
		const stage = await setBot({ guilds: [{ members: 2_500 }], config: { timeouts: { chunkIdle: 50 } } });
		stage.truth.outage();
		await stage.gateway.connect();
		const { metadata } = await stage.service.fetchGuildMembers(stage.guild, { timeout: 1_000 });
		expect(metadata).toMatchObject({ status: 'partial', totalCount: 2_500, expectedCount: 2_500, coverage: 0 });
	});

	it('is missed by a service that is made later, which says so until a new session tells of the guilds', async () => {
		const stage = await setBot();
		await connect(stage);
		const late = anotherService(stage);
		stage.truth.join({});
		await told(stage.gateway, 'GUILD_MEMBER_ADD');
		expect(await late.fetchGuildMembers(stage.guild)).toMatchObject({ error: { code: 'NOT_CONNECTED' } });
		const resumed = told(stage.gateway, 'RESUMED');
		stage.emulator.faults.gateway.cut({ resumable: true });
		await resumed;
		expect(await late.fetchGuildMembers(stage.guild)).toMatchObject({ error: { code: 'NOT_CONNECTED' } });
		const created = told(stage.gateway, 'GUILD_CREATE');
		stage.emulator.faults.gateway.cut({ resumable: false });
		await created;
		expectExactRoster(await late.fetchGuildMembers(stage.guild), stage);
	});

	it('needs a token', async () => {
		const { rest, guild } = await setBot();
		const gateway = new WebSocketManager({ intents: 0, rest });
		const service = new StandaloneMemberFetchService({ gateway, rest });
		expect((await service.fetchGuildMembers(guild)).error?.code).toBe('INVALID_TOKEN');
		await service.close();
	});
});

describe('a guild reference', () => {
	it.each(['', 'a name', '01', undefined, 7])('with %o for an id is refused', async (id) => {
		const { service } = await setBot();
		const answering = service.fetchGuildMembers({ id: id as string });
		await expect(answering).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
	});

	it('with a wrong shard is refused, for nothing on that shard could vouch for its list', async () => {
		const stage = await setBot();
		await connect(stage);
		const wrong = stage.service.fetchGuildMembers({ ...stage.guild, shardId: 1 });
		await expect(wrong).rejects.toMatchObject({
			code: 'INVALID_ARGUMENT',
			message: expect.stringContaining('shard 0'),
		});
		expectExactRoster(await stage.service.fetchGuildMembers({ ...stage.guild, shardId: 0 }), stage);
	});

	it('to a guild that the bot is not in is answered with an error', async () => {
		const stage = await setBot();
		await connect(stage);
		const answer = await stage.service.fetchGuildMembers({ id: '123456789012345678' });
		expect(answer).toMatchObject({ success: false, error: { code: 'UNKNOWN_GUILD' } });
	});

	it('follows its guild to another shard when their number changes', async () => {
		const id = String(((1n << 36n) + 1n) << 22n); // on shard 1 of 2
		const stage = await setBot({ guilds: [{ id, members: 1_500 }], shardCount: 1 });
		const { gateway, service, truth, emulator } = stage;
		await connect(stage);
		await service.fetchGuildMembers({ id });
		const created = told(gateway, 'GUILD_CREATE');
		await gateway.updateShardCount(2);
		await gateway.connect();
		await created;
		truth.leave(truth.memberAt(3).user.id);
		const answer = await service.fetchGuildMembers({ id });
		expectExactRoster(answer, stage);
		expect(answer.metadata.cacheHit).toBe(false);
		const cut = new Promise((resolve) => gateway.once(WebSocketShardEvents.Closed, resolve));
		emulator.faults.gateway.cut({ resumable: true, shardId: 1 });
		await cut;
		expect((await service.fetchGuildMembers({ id }, { timeout: 50 })).metadata.cacheHit).toBe(false);
	});
});

describe('what it answers', () => {
	it('is a snapshot of raw members that later events do not change', async () => {
		const { service, guild, truth, gateway } = await setStandaloneStage({ members: 1_200 });
		const { roster } = await service.fetchGuildMembers(guild);
		const before = structuredClone(truth.memberAt(9)) as RawMember;
		const seen = told(gateway, 'GUILD_MEMBER_UPDATE', before.user.id);
		truth.update(before.user.id, { nick: 'later' });
		await seen;
		expect(roster.get(before.user.id)).toEqual(before);
		expect((await service.fetchGuildMembers(guild)).roster.get(before.user.id)?.nick).toBe('later');
	});

	it('are the holders of roles, by id or by the name of this moment', async () => {
		const { service, guild, truth, gateway, stats } = await setStandaloneStage({ members: 1_200 });
		const [[roleId = '', count] = []] = Object.entries(truth.roleCounts());
		const { name } = truth.roles.get(roleId) ?? { name: '' };
		const byName = await service.fetchRoleMembers(guild, name);
		expect(byName).toMatchObject({ success: true, metadata: { roleId, memberCount: count, complete: true } });
		expect([...byName.roster.rows()].every(({ roles }) => roles.includes(roleId))).toBe(true);
		expect((await service.fetchRoleMembers(guild, '@everyone')).roster.size).toBe(1_200);
		const deleted = told(gateway, 'GUILD_ROLE_DELETE');
		truth.deleteRole(roleId);
		await deleted;
		const several = await service.fetchMultipleRoleMembers(guild, [name, '@everyone']);
		expect([...several.values()].map(({ roster }) => roster.size)).toEqual([0, 1_200]);
		expect(several.get(name)?.metadata.reason).toContain(name);
		expect(stats().memberRequests.full).toBe(1);
	});

	it('are the members for which a predicate over raw members is true', async () => {
		const { service, guild, truth } = await setStandaloneStage({ members: 1_200 });
		const bots = [...truth.members()].filter(({ user }) => user.bot).map(({ user }) => user.id);
		const { roster, metadata } = await service.fetchMembersWithFilter(guild, ({ user }) => user.bot === true);
		expect([...roster.ids()].sort()).toEqual(bots.sort());
		expect(metadata).toMatchObject({ complete: true, totalMembersChecked: 1_200 });
	});

	it('are single members, members by id and counts of roles, without a full list', async () => {
		const { service, guild, truth, stats } = await setStandaloneStage({ members: 1_200 });
		const raw = truth.memberAt(70);
		expect((await service.fetchMember(guild, raw.user.id)).member).toEqual(raw);
		expect(await service.fetchMember(guild, '1')).toMatchObject({ success: true, member: null });
		const some = await service.fetchMembersById(guild, [raw.user.id, '123']);
		expect([[...some.roster.ids()], some.notFound]).toEqual([[raw.user.id], ['123']]);
		const { counts, success } = await service.roleMemberCounts(guild);
		expect(success).toBe(true);
		expect(Object.fromEntries(counts)).toMatchObject(truth.roleCounts());
		expect(counts.has(guild.id)).toBe(false);
		expect(stats().memberRequests.full).toBe(0);
	});

	it('are batches that applied in order are the complete list', async () => {
		const { service, guild, truth, emulator } = await setStandaloneStage({ members: 4_500 });
		emulator.faults.add({ on: 'memberRequest', stale: true, delayEach: 5 });
		const applied = new Map<string, RawMember>();
		let batches = 0;
		for await (const batch of service.streamGuildMembers(guild)) {
			if (batches++ === 0) truth.leave(truth.memberAt(1).user.id);
			for (const id of batch.removed) applied.delete(id);
			for (const member of batch.members.rows()) applied.set(member.user.id, member);
			expect(batch.metadata.complete).toBe(batch.done);
		}
		expect(batches).toBeGreaterThan(2);
		const ids = () => applied.keys();
		expect(rosterDifferences({ ids, get: (id) => applied.get(id) }, truth)).toEqual([]);
	});

	it('expects as many members as the gateway has told of', async () => {
		const { service, guild, truth, gateway, emulator } = await setStandaloneStage({ members: 1_200 });
		const joined = told(gateway, 'GUILD_MEMBER_ADD');
		truth.join({});
		await joined;
		emulator.faults.add({ on: 'memberRequest', silence: true, times: 100 });
		emulator.faults.add({ on: 'rest', status: 503, times: 100 });
		const { metadata } = await service.fetchGuildMembers(guild, { timeout: 100 });
		expect(metadata).toMatchObject({ complete: false, expectedCount: 1_201 });
	});
});

describe('the gateway and the REST of the bot', () => {
	it('stay their owner’s: after close nothing is left on them, and they still work', async () => {
		const stage = await setBot();
		const { gateway, rest, service, guild, emulator } = stage;
		const restEvents = rest.eventNames();
		await connect(stage);
		await service.fetchGuildMembers(guild);
		emulator.faults.add({ on: 'rest', delay: 500 });
		const running = service.fetchGuildMembers(guild, { forceRefresh: true });
		await service.close();
		expect((await running).error?.code).toBe('CLOSED');
		const left = EVENTS.filter((event) => gateway.listenerCount(event) > 0);
		expect(left).toEqual([WebSocketShardEvents.Error]); // the stage's own
		expect(rest.eventNames()).toEqual(restEvents);
		expect((await gateway.fetchStatus()).get(0)).toBe(WebSocketShardStatus.Ready);
		await expect(rest.get(`/guilds/${guild.id}`)).resolves.toMatchObject({ id: guild.id });
		await expect(service.fetchGuildMembers(guild)).rejects.toMatchObject({ code: 'CLOSED' });
	});

	it('give the services on them one window for a full request', async () => {
		const stage = await setBot();
		const second = anotherService(stage);
		await connect(stage);
		expectExactRoster(await stage.service.fetchGuildMembers(stage.guild), stage);
		expectExactRoster(await second.fetchGuildMembers(stage.guild), stage);
		expect(stage.emulator.stats.bot().memberRequests).toMatchObject({ full: 1, refused: 0 });
	});

	it('are told of a token that Discord does not take, and keep theirs', async () => {
		const stage = await setBot();
		await connect(stage);
		const { emulator, service, guild, gateway, rest } = stage;
		emulator.faults.add({ on: 'rest', route: 'getMember', status: 401, body: { message: '401', code: 0 } });
		const answer = await service.fetchMember(guild, '1');
		expect(answer).toMatchObject({ success: false, error: { code: 'INVALID_TOKEN' } });
		expect(gateway.token).toBe(emulator.token);
		await expect(rest.get(`/guilds/${guild.id}`)).resolves.toBeDefined();
	});

	it('may keep their sessions in a store that answers late and in any order: no list claims more than it has', async () => {
		let seed = 7;
		const storeTurns = () => {
			seed = (seed * 48_271) % 2_147_483_647;
			return seed % 5;
		};
		const stage = await setBot({ guilds: [{ members: 2_500 }], storeTurns });
		const { gateway, service, guild, truth } = stage;
		await connect(stage);
		for (let round = 0; round < 12; round++) {
			const fetching = service.fetchGuildMembers(guild, { timeout: 4_000 });
			for (let change = 0; change < 6; change++) {
				truth.update(truth.memberAt(change + round).user.id, { nick: `${round}.${change}` });
				truth.leave(truth.memberAt(1_000 + 10 * round + change).user.id);
			}
			await fetching;
			await Promise.all([told(gateway, 'GUILD_MEMBER_ADD', truth.join({}).user.id), later(50)]);
			const settled = await service.fetchGuildMembers(guild, { timeout: 4_000 });
			if (settled.metadata.complete) expectExactRoster(settled, stage);
			else expect(settled.error).toBeDefined();
		}
	});
});

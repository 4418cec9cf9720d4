import { setImmediate } from 'node:timers/promises';
import { WebSocketManager, WebSocketShardEvents, WebSocketShardStatus } from '@discordjs/ws';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type SocketOwner, SocketValve } from '../tests/SocketValve.js';
import { QUICK, timeOf } from '../tests/stage.js';
import { type Bot, connect, expectExactRoster, setUnconnected, told } from '../tests/standaloneStage.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { StandaloneMemberFetchService } from './StandaloneMemberFetchService.js';

/** A second service on the gateway of a bot. */
function anotherService({ gateway, rest }: Bot): StandaloneMemberFetchService {
	const service = new StandaloneMemberFetchService({ gateway, rest }, QUICK, timeOf());
	onTestFinished(() => service.close());
	return service;
}

/** More turns of the event loop than the store may take for a dispatch: what came before is through. */
async function afterTheStore(): Promise<void> {
	for (let turns = 0; turns < 50; turns++) await setImmediate();
}

const EVENTS = Object.values(WebSocketShardEvents);

describe('the moment of connecting', () => {
	it('is no obstacle: a list that is asked for as soon as connect() has resolved is exact', async () => {
		const stage = await setUnconnected({ members: 3_500 });
		await stage.gateway.connect();
		expectExactRoster(await stage.service.fetchGuildMembers(stage.guild), stage);
	});

	it('must have succeeded: before it, the answer is an error that says what to do', async () => {
		const { service, guild, emulator } = await setUnconnected({ members: 1_500 });
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
		const stage = await setUnconnected({ members: 3_500, clock });
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
		const stage = await setUnconnected({ members: 2_500, config: { timeouts: { chunkIdle: 50 } } });
		stage.truth.outage();
		await stage.gateway.connect();
		const { metadata } = await stage.service.fetchGuildMembers(stage.guild, { timeout: 1_000 });
		expect(metadata).toMatchObject({ status: 'partial', totalCount: 2_500, expectedCount: 2_500, coverage: 0 });
	});

	it('is missed by a service that is made later, which says so until a new session names the guilds', async () => {
		const stage = await setUnconnected({ members: 1_500 });
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
		const { rest, guild } = await setUnconnected({ members: 1_500 });
		const gateway = new WebSocketManager({ intents: 0, rest });
		const service = new StandaloneMemberFetchService({ gateway, rest });
		expect((await service.fetchGuildMembers(guild)).error?.code).toBe('INVALID_TOKEN');
		await service.close();
	});
});

describe('the gateway and the REST of the bot', () => {
	it('stay their owner’s: after close nothing is left on them, and they still work', async () => {
		const stage = await setUnconnected({ members: 1_500 });
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
		const stage = await setUnconnected({ members: 1_500 });
		const second = anotherService(stage);
		await connect(stage);
		expectExactRoster(await stage.service.fetchGuildMembers(stage.guild), stage);
		expectExactRoster(await second.fetchGuildMembers(stage.guild), stage);
		expect(stage.emulator.stats.bot().memberRequests).toMatchObject({ full: 1, refused: 0 });
	});

	it('learn that Discord refuses the token, and keep theirs', async () => {
		const stage = await setUnconnected({ members: 1_500 });
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
		const stage = await setUnconnected({ members: 2_500, storeTurns });
		const { gateway, service, guild, truth } = stage;
		await connect(stage);
		for (let round = 0; round < 12; round++) {
			const fetching = service.fetchGuildMembers(guild, { timeout: 4_000 });
			for (let change = 0; change < 6; change++) {
				truth.update(truth.memberAt(change + round).user.id, { nick: `${round}.${change}` });
				truth.leave(truth.memberAt(1_000 + 10 * round + change).user.id);
			}
			await fetching;
			await told(gateway, 'GUILD_MEMBER_ADD', truth.join({}).user.id);
			await afterTheStore();
			const settled = await service.fetchGuildMembers(guild, { timeout: 4_000 });
			if (settled.metadata.complete) expectExactRoster(settled, stage);
			else expect(settled.error).toBeDefined();
		}
	});

	it('may keep them in a store whose delay jitters: no guild is lost, whichever GUILD_CREATE overtakes which', async () => {
		let seed = 11;
		const storeTurns = () => {
			seed = (seed * 48_271) % 2_147_483_647;
			return seed % 9;
		};
		const guilds = Array.from({ length: 12 }, (_, index) => ({ members: 20 + index }));
		const stage = await setUnconnected({ emulator: { guilds }, storeTurns });
		await connect(stage);
		await afterTheStore();
		for (const id of stage.emulator.world.guilds.keys()) {
			const answer = await stage.service.fetchGuildMembers({ id }, { timeout: 5_000 });
			expectExactRoster(answer, { truth: stage.emulator.world.guild(id) });
			expect(answer.metadata.requests).toEqual({ gateway: 1, rest: 0 });
		}
	});
});

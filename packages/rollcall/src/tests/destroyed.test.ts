import { Client, Events } from 'discord.js';
import { DiscordEmulator } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MemberFetchService } from '../services/MemberFetchService.js';
import { collectGarbage } from './collectGarbage.js';
import { expectExact, INTENTS, logIn, QUICK, setStage } from './stage.js';
import { LIBRARIES, setStageOn } from './stages.js';
import { connect, expectExactRoster, setStandaloneStage } from './standaloneStage.js';
import { VirtualClock } from './VirtualClock.js';

const EVER = Number.POSITIVE_INFINITY;
const DESTROYED = { success: false, error: { code: 'CLIENT_DESTROYED', retryable: false } };

describe.each(LIBRARIES)('a bot that its owner destroys (%s)', (library) => {
	it('ends what runs, without a word about the token, and refuses what comes then', async () => {
		const clock = new VirtualClock();
		const { fetchAll, logOut, emulator } = await setStageOn(library, { clock });
		emulator.faults.add({ on: 'memberRequest', silence: true, times: EVER });
		emulator.faults.add({ on: 'rest', status: 503, times: EVER });
		const [running, joined] = [fetchAll(), fetchAll()];
		await clock.advance(100);
		await logOut();
		for (const answering of [running, joined, fetchAll()]) {
			const answer = await clock.runUntil(answering, 300);
			expect(answer).toMatchObject(DESTROYED);
			expect(answer.error?.message).not.toMatch(/token|401|goes on/i);
		}
		expect(clock.pendingCount).toBe(1); // the cleanup of the cache
	});

	it('ends what waits at the gate', async () => {
		const clock = new VirtualClock();
		const { fetchAll, logOut, emulator, fetchAside } = await setStageOn(library, { clock, members: 20 });
		await fetchAside();
		emulator.faults.add({ on: 'memberRequest', refuse: { retryAfter: 25 }, times: EVER });
		emulator.faults.add({ on: 'rest', status: 503, times: EVER });
		const running = fetchAll();
		await clock.advance(5_000);
		await logOut();
		expect(await clock.runUntil(running, 300)).toMatchObject(DESTROYED);
	});

	it('ends what waits for its session', async () => {
		const clock = new VirtualClock();
		const { fetchAll, logOut, emulator, whenCut } = await setStageOn(library, { clock, members: 20 });
		const cut = whenCut();
		emulator.faults.add({ on: 'rest', status: 503, times: EVER });
		emulator.faults.gateway.cut({ resumable: false });
		await cut;
		const running = fetchAll();
		await clock.advance(1_000);
		await logOut();
		expect(await clock.runUntil(running, 300)).toMatchObject(DESTROYED);
	});
});

it('lookups, role counts and streams end with the client', async () => {
	const clock = new VirtualClock();
	const { service, client, guild, emulator } = await setStage({ members: 20, clock });
	emulator.faults.add({ on: 'memberRequest', silence: true, times: EVER });
	emulator.faults.add({ on: 'rest', delay: 60_000, times: EVER });
	const last = (async () => {
		for await (const batch of service.streamGuildMembers(guild)) if (batch.done) return batch;
		return undefined;
	})();
	const running: Promise<object>[] = [
		service.fetchMember(guild, '41771983423143937'),
		service.fetchMembersById(guild, ['41771983423143937', '41771983423143938']),
		service.roleMemberCounts(guild),
	];
	await clock.advance(100);
	const destroying = client.destroy();
	for (const answering of running) expect(await clock.runUntil(answering, 300)).toMatchObject(DESTROYED);
	expect((await clock.runUntil(last, 300))?.error?.code).toBe('CLIENT_DESTROYED');
	// Not only when the sockets have closed.
	expect(await service.fetchMember(guild, '41771983423143937')).toMatchObject(DESTROYED);
	await destroying;
	expect(await service.roleMemberCounts(guild)).toMatchObject(DESTROYED);
});

it('a client that logs in again works again, and can be destroyed again', async () => {
	const stage = await setStage({ members: 1_500 });
	const { service, client, guild, emulator } = stage;
	expectExact(await service.fetchGuildMembers(guild), stage);
	const statuses: unknown[] = [];
	service.on('rosterStatusChange', ({ status, reason }) => statuses.push([status, reason]));
	await client.destroy();
	expect(statuses.at(-1)).toEqual(['none', 'the bot was destroyed by its owner']);
	expect(await service.fetchGuildMembers(guild)).toMatchObject(DESTROYED);
	const created = new Promise((resolve) => client.once(Events.ShardReady, resolve));
	await client.login(emulator.token);
	await created;
	emulator.faults.add({ on: 'rest', delay: 50 });
	expectExact(await service.fetchGuildMembers(guild, { forceRefresh: true }), {
		...stage,
		guild: client.guilds.cache.first() ?? guild,
	});
	await client.destroy();
	expect(await service.fetchGuildMembers(guild)).toMatchObject(DESTROYED);
});

it('a gateway that connects again works again', async () => {
	const stage = await setStandaloneStage({ members: 1_500 });
	expectExactRoster(await stage.service.fetchGuildMembers(stage.guild), stage);
	await stage.gateway.destroy();
	expect(await stage.service.fetchMember(stage.guild, '41771983423143937')).toMatchObject(DESTROYED);
	await connect(stage);
	expectExactRoster(await stage.service.fetchGuildMembers(stage.guild), stage);
});

it('a client that never logged in is told to log in', async () => {
	const { guild, service } = await setStage({ members: 5 });
	const other = new Client({ intents: INTENTS });
	const { error } = await service.fetchGuildMembers(Object.create(guild, { client: { value: other } }));
	expect(error).toMatchObject({ code: 'INVALID_TOKEN' });
	expect(error?.message).toMatch(/not logged in.*client\.login/);
});

it('a client that is destroyed is not held by the service', async () => {
	const emulator = new DiscordEmulator({ guilds: [{ members: 50 }] });
	await emulator.start();
	const service = new MemberFetchService(QUICK);
	onTestFinished(async () => {
		await service.close();
		await emulator.stop();
	});
	service.on('guildMemberAdd', () => {});
	const use = async () => {
		const client = await logIn(emulator);
		const guild = client.guilds.cache.first();
		if (!guild) throw new Error('The client has no guild.');
		expect((await service.fetchGuildMembers(guild)).metadata.complete).toBe(true);
		await client.destroy();
		expect(await service.fetchGuildMembers(guild)).toMatchObject(DESTROYED);
		expect(client.rawListeners('raw')).toEqual([]);
		return new WeakRef(client);
	};
	const clients = [await use(), await use()];
	expect(service.getCacheStats().guilds).toEqual([]);
	await collectGarbage();
	expect(clients.map((client) => client.deref())).toEqual([undefined, undefined]);
});

import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/index.js';
import { GatewayClient } from '../tests/GatewayClient.js';
import { startEmulator } from '../tests/startEmulator.js';

async function loggedIn(gateway = {}) {
	const clock = new ManualClock();
	const emulator = await startEmulator({ gateway: { identifyWindow: 0, ...gateway } }, clock);
	const client = await GatewayClient.login(emulator);
	return { clock, emulator, client, guild: emulator.world.guild(), gateway: emulator.faults.gateway };
}

describe('faults of the gateway', () => {
	it('holds dispatches back and sends them in order later, while heartbeats go on', async () => {
		const { client, guild, gateway } = await loggedIn();
		gateway.pauseDispatch();
		const ids = [guild.join(), guild.join()].map(({ user }) => user.id);
		await client.settledHeartbeat();
		expect(client.events('GUILD_MEMBER_ADD')).toEqual([]);
		gateway.resumeDispatch();
		await client.next('GUILD_MEMBER_ADD');
		await client.next('GUILD_MEMBER_ADD');
		expect(client.events('GUILD_MEMBER_ADD').map(({ d }) => d.user.id)).toEqual(ids);
	});

	it('lags behind the truth, chunks in their order with events', async () => {
		const { clock, client, guild, gateway } = await loggedIn();
		gateway.lag(500);
		const { user } = guild.join();
		client.requestAll(guild.id, 'n');
		await client.settledHeartbeat();
		guild.update(user.id, { nick: 'later' });
		expect(guild.has(user.id)).toBe(true);
		await client.settledHeartbeat();
		expect(client.events('GUILD_MEMBER_ADD')).toEqual([]);
		clock.advance(500);
		await client.next('GUILD_MEMBER_UPDATE');
		const told = client.received.flatMap(({ t }) => (t === 'READY' || t === 'GUILD_CREATE' || !t ? [] : t));
		expect(told.filter((t) => t !== 'GUILD_MEMBERS_CHUNK')).toEqual(['GUILD_MEMBER_ADD', 'GUILD_MEMBER_UPDATE']);
		expect(told[0]).toBe('GUILD_MEMBER_ADD');
		expect(told.at(-1)).toBe('GUILD_MEMBER_UPDATE');
	});

	it('lags by eventLatency by default', async () => {
		const { clock, client, guild } = await loggedInWithLatency();
		guild.join();
		await client.settledHeartbeat();
		expect(client.events('GUILD_MEMBER_ADD')).toEqual([]);
		clock.advance(40);
		await client.next('GUILD_MEMBER_ADD');
	});

	it('skips sequence numbers', async () => {
		const { client, guild, gateway } = await loggedIn();
		const before = client.sequence;
		gateway.skipSequence(3);
		guild.join();
		expect((await client.next('GUILD_MEMBER_ADD')).s).toBe(before + 4);
	});

	it('loses events for good: the sequence shows a gap, and a replay does not bring them', async () => {
		const { emulator, client, guild, gateway } = await loggedIn();
		gateway.loseNextEvents(1, { event: 'GUILD_MEMBER_REMOVE' });
		const { user } = guild.join();
		guild.leave(user.id);
		guild.join();
		await client.next('GUILD_MEMBER_ADD');
		const second = await client.next('GUILD_MEMBER_ADD');
		expect(second.s).toBe(5);
		client.close(4900);
		await client.closed;
		const resumed = new GatewayClient(emulator);
		resumed.resume(client, 2);
		await resumed.next('RESUMED');
		expect(resumed.events('GUILD_MEMBER_REMOVE')).toEqual([]);
		expect(resumed.events('GUILD_MEMBER_ADD')).toHaveLength(2);
	});

	it('loses events without a trace if they are hidden', async () => {
		const { client, guild, gateway } = await loggedIn();
		gateway.loseNextEvents(2, { hidden: true });
		for (let i = 0; i < 3; i++) guild.join();
		expect((await client.next('GUILD_MEMBER_ADD')).s).toBe(3);
		expect(client.events('GUILD_MEMBER_ADD')).toHaveLength(1);
	});

	it('sends nothing any more in a black hole, while the socket stays open; a resume brings what was missed', async () => {
		const { emulator, client, guild, gateway } = await loggedIn();
		gateway.blackhole();
		const { length } = client.received;
		client.send(1, null);
		guild.join();
		const other = await GatewayClient.login(emulator);
		guild.join();
		await other.next('GUILD_MEMBER_ADD');
		expect(client.received).toHaveLength(length);
		client.close(4900);
		await client.closed;
		const second = new GatewayClient(emulator);
		second.resume(client);
		await second.next('RESUMED');
		expect(second.events('GUILD_MEMBER_ADD')).toHaveLength(2);
	});

	it('touches only the bot or shard that it names', async () => {
		const { emulator, client, gateway } = await loggedIn();
		gateway.requestReconnect({ botId: 'somebody else' });
		gateway.requestReconnect({ shardId: 1 });
		await client.settledHeartbeat();
		expect(client.received.some(({ op }) => op === 7)).toBe(false);
		gateway.requestReconnect({ botId: emulator.bots[0]?.id as string, shardId: 0 });
		await client.next(7);
	});

	it('refuses as many new sockets as it was told, and leaves open ones alone', async () => {
		const { emulator, client, gateway } = await loggedIn();
		gateway.refuseConnections(2);
		for (let i = 0; i < 2; i++) expect(await new GatewayClient(emulator).closed).toBe(1006);
		await GatewayClient.login(emulator);
		gateway.refuseConnections();
		gateway.refuseConnections(0);
		await GatewayClient.login(emulator);
		await client.settledHeartbeat();
	});

	it('ends pauses, lags and losses with clear', async () => {
		const { emulator, client, guild, gateway } = await loggedIn();
		gateway.lag(10_000);
		gateway.pauseDispatch();
		gateway.loseNextEvents(5);
		emulator.faults.clear();
		guild.join();
		expect(await client.next('GUILD_MEMBER_ADD')).toBeDefined();
	});
});

async function loggedInWithLatency() {
	const clock = new ManualClock();
	const emulator = await startEmulator({ gateway: { eventLatency: 40 } }, clock);
	const client = new GatewayClient(emulator);
	client.identify();
	await client.next('READY');
	await client.settledHeartbeat();
	clock.advance(40);
	await client.next('GUILD_CREATE');
	return { clock, client, guild: emulator.world.guild() };
}

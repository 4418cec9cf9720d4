import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/index.js';
import { GatewayClient } from '../tests/GatewayClient.js';
import { startEmulator } from '../tests/startEmulator.js';

const resumed = async (emulator: Parameters<typeof GatewayClient.login>[0], from: GatewayClient, seq?: number) => {
	const client = new GatewayClient(emulator);
	client.resume(from, seq);
	return client;
};

describe('RESUME', () => {
	it('replays the missed dispatches in order and with their numbers, and then sends RESUMED', async () => {
		const emulator = await startEmulator();
		const first = await GatewayClient.login(emulator);
		emulator.faults.gateway.cut({ resumable: true });
		await first.closed;
		const ids = [1, 2, 3].map(() => emulator.world.guild().join().user.id);
		const second = await resumed(emulator, first);
		await second.next('RESUMED');
		const dispatches = second.received.filter(({ op }) => op === 0);
		expect(dispatches.map(({ t, s }) => [t, s])).toEqual([
			['GUILD_MEMBER_ADD', first.sequence + 1],
			['GUILD_MEMBER_ADD', first.sequence + 2],
			['GUILD_MEMBER_ADD', first.sequence + 3],
			['RESUMED', first.sequence + 4],
		]);
		expect(second.events('GUILD_MEMBER_ADD').map(({ d }) => d.user.id)).toEqual(ids);
		expect(emulator.stats.bot()).toMatchObject({ identifies: 1, resumes: 1 });
	});

	it('replays chunks that were produced while no socket was open', async () => {
		const emulator = await startEmulator({ guilds: [{ members: 3000 }] });
		const first = await GatewayClient.login(emulator);
		emulator.faults.add({ on: 'memberRequest', after: { chunks: 1, do: 'cutResumable' } });
		first.requestAll(emulator.world.guild().id, 'n');
		await first.closed;
		expect(first.events('GUILD_MEMBERS_CHUNK')).toHaveLength(1);
		const second = await resumed(emulator, first);
		const chunks = await second.chunks('n', 2);
		expect(chunks.map(({ d }) => d.chunk_index)).toEqual([1, 2]);
	});

	it.each([1000, 1001])('is refused after the client closed with %i', async (code) => {
		const emulator = await startEmulator();
		const first = await GatewayClient.login(emulator);
		first.close(code);
		await first.closed;
		expect((await (await resumed(emulator, first)).next(9)).d).toBe(false);
	});

	it('works until the resume window is over', async () => {
		const clock = new ManualClock();
		const emulator = await startEmulator({ gateway: { resumeWindow: 60_000 } }, clock);
		const first = await GatewayClient.login(emulator);
		first.close(4900);
		await first.closed;
		clock.advance(59_999);
		const second = await resumed(emulator, first);
		await second.next('RESUMED');
		second.close(4900);
		await second.closed;
		clock.advance(60_000);
		expect((await (await resumed(emulator, first)).next(9)).d).toBe(false);
	});

	it('is refused if more was missed than the session keeps', async () => {
		const emulator = await startEmulator({ gateway: { replayBuffer: 2 } });
		const first = await GatewayClient.login(emulator);
		emulator.faults.gateway.cut({ resumable: true });
		await first.closed;
		for (let i = 0; i < 3; i++) emulator.world.guild().join();
		expect((await (await resumed(emulator, first)).next(9)).d).toBe(false);
	});

	it('replays no more bytes than all sessions together keep, and still everything to a bot that missed little', async () => {
		const replayBytes = 1_500_000;
		const bots = Array.from({ length: 6 }, () => ({}));
		const emulator = await startEmulator({ bots, guilds: [{ members: 1000 }], gateway: { replayBytes } });
		const guild = emulator.world.guild();
		const clients = [];
		for (const { token } of emulator.bots) clients.push(await GatewayClient.login(emulator, { token }));
		const [quiet, ...greedy] = clients as [GatewayClient, ...GatewayClient[]];
		emulator.faults.gateway.cut({ resumable: true, botId: emulator.bots[0]?.id ?? '' });
		await quiet.closed;
		const newcomer = guild.join().user.id;
		emulator.faults.add({ on: 'memberRequest', before: 'cutResumable', times: greedy.length });
		for (const client of greedy) client.requestAll(guild.id, 'n');
		for (const client of greedy) await client.closed;
		await expect
			.poll(() => emulator.bots.map(({ id }) => emulator.stats.bot(id).chunksSent))
			.toEqual([0, 2, 2, 2, 2, 2]);
		const refused: GatewayClient[] = [];
		let bytes = 0;
		for (const [index, client] of greedy.entries()) {
			const again = new GatewayClient(emulator);
			const { sessionId: session_id, sequence: seq } = client;
			again.send(6, { token: emulator.bots[index + 1]?.token, session_id, seq });
			if ((await again.next(({ op, t }) => op === 9 || t === 'RESUMED')).op === 9) refused.push(again);
			for (const { d } of again.events('GUILD_MEMBERS_CHUNK')) bytes += Buffer.byteLength(JSON.stringify(d));
		}
		expect(bytes).toBeGreaterThan(0);
		expect(bytes).toBeLessThanOrEqual(replayBytes);
		expect(refused.length).toBeGreaterThan(0);
		expect(refused.map((client) => client.received.find(({ op }) => op === 9)?.d)).toEqual(refused.map(() => false));
		const again = await resumed(emulator, quiet);
		await again.next('RESUMED');
		expect(again.events('GUILD_MEMBER_ADD').map(({ d }) => d.user.id)).toEqual([newcomer]);
	});

	it('is refused after a fault that ends the session', async () => {
		const emulator = await startEmulator();
		const first = await GatewayClient.login(emulator);
		emulator.faults.gateway.cut({ resumable: false });
		await first.closed;
		expect((await (await resumed(emulator, first)).next(9)).d).toBe(false);
	});

	it('works on the same socket after opcode 9 with true', async () => {
		const emulator = await startEmulator();
		const client = await GatewayClient.login(emulator);
		emulator.faults.gateway.invalidSession({ resumable: true });
		expect((await client.next(9)).d).toBe(true);
		client.resume(client);
		expect(await client.next('RESUMED')).toBeDefined();
	});

	it('follows opcode 7, which keeps the session', async () => {
		const emulator = await startEmulator();
		const first = await GatewayClient.login(emulator);
		emulator.faults.gateway.requestReconnect();
		await first.next(7);
		first.close(4900);
		await first.closed;
		expect(await (await resumed(emulator, first)).next('RESUMED')).toBeDefined();
	});
});

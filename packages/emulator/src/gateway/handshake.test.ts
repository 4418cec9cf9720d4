import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ManualClock } from '../clock/index.js';
import { GatewayClient, MEMBER_INTENTS } from '../tests/GatewayClient.js';
import { startEmulator } from '../tests/startEmulator.js';

function keepBusy(ms: number): void {
	const until = performance.now() + ms;
	while (performance.now() < until);
}

describe('the handshake', () => {
	it('starts with HELLO and its heartbeat interval', async () => {
		const emulator = await startEmulator({ gateway: { heartbeatInterval: 12_345 } });
		const client = new GatewayClient(emulator);
		expect((await client.next(10)).d.heartbeat_interval).toBe(12_345);
	});

	it('answers a heartbeat with an acknowledgement, even before IDENTIFY', async () => {
		const client = new GatewayClient(await startEmulator());
		await client.next(10);
		client.send(1, null);
		expect(await client.next(11)).toBeDefined();
	});

	it('asks for a heartbeat if a fault says so', async () => {
		const emulator = await startEmulator();
		const client = await GatewayClient.login(emulator);
		emulator.faults.gateway.requestHeartbeat();
		expect(await client.next(1)).toBeDefined();
	});

	it('drops a client that stops sending heartbeats with 4009, and ends its session', async () => {
		const clock = new ManualClock();
		const emulator = await startEmulator({ gateway: { heartbeatInterval: 1000, missedHeartbeats: 2 } }, clock);
		const client = await GatewayClient.login(emulator);
		clock.advance(1_999);
		client.send(1, null);
		await client.next(11);
		clock.advance(1_999);
		client.send(1, null);
		await client.next(11);
		clock.advance(2_000);
		expect(await client.closed).toBe(4009);
		const second = new GatewayClient(emulator);
		second.resume(client);
		expect((await second.next(9)).d).toBe(false);
	});

	it('sends READY in the shape of version 10, with every guild unavailable', async () => {
		const emulator = await startEmulator({ guilds: [{ members: 10 }, { members: 10 }] });
		const client = await GatewayClient.login(emulator, { shard: [0, 1] });
		const { d } = client.events('READY')[0] as { d: Record<string, unknown> };
		expect(d).toMatchObject({
			v: 10,
			user: { id: emulator.bots[0]?.id, bot: true },
			session_id: expect.any(String),
			resume_gateway_url: emulator.gatewayUrl,
			shard: [0, 1],
			application: { id: emulator.bots[0]?.id, flags: expect.any(Number) },
			guilds: [...emulator.world.guilds.keys()].map((id) => ({ id, unavailable: true })),
		});
	});

	it.each([
		['v=9&encoding=json', 9],
		['v=10&encoding=json', 10],
		['v=9&encoding=json&compress=zlib-stream', 9],
		['encoding=json', 10],
	])('speaks %s, and READY names the version', async (query, version) => {
		const emulator = await startEmulator();
		const client = await GatewayClient.login(emulator, {}, query);
		expect(client.events('READY')[0]?.d.v).toBe(version);
		const { id } = emulator.world.guild();
		client.requestAll(id, 'all');
		expect((await client.chunks('all', 1))[0]?.d).toMatchObject({ guild_id: id, chunk_count: 1 });
	});

	it('numbers dispatches from 1 without a gap', async () => {
		const emulator = await startEmulator({ guilds: [{ members: 10 }, { members: 10 }] });
		const client = await GatewayClient.login(emulator);
		const dispatches = client.received.filter(({ op }) => op === 0);
		expect(dispatches.map(({ s }) => s)).toEqual([1, 2, 3]);
	});

	it('accepts the path / as well, because clients append their query to the bare host', async () => {
		const emulator = await startEmulator();
		const { host } = new URL(emulator.gatewayUrl);
		const client = new GatewayClient({ token: emulator.token, gatewayUrl: `ws://${host}` } as typeof emulator);
		expect(await client.next(10)).toBeDefined();
	});

	it('answers a second IDENTIFY of the same key within the window with opcode 9', async () => {
		const clock = new ManualClock();
		const emulator = await startEmulator({ gateway: { maxConcurrency: 1, identifyWindow: 5_000 } }, clock);
		await GatewayClient.login(emulator);
		const second = new GatewayClient(emulator);
		second.identify();
		expect((await second.next(9)).d).toBe(false);
		clock.advance(5_000);
		second.identify();
		expect(await second.next('READY')).toBeDefined();
	});

	it('lets shards of different keys identify at once', async () => {
		const emulator = await startEmulator({ gateway: { maxConcurrency: 2, identifyWindow: 5_000 } }, new ManualClock());
		const clients = await Promise.all([0, 1].map((id) => GatewayClient.login(emulator, { shard: [id, 4] })));
		expect(clients).toHaveLength(2);
	});

	it('ends every session and resets the token if a bot starts too many sessions', async () => {
		const emulator = await startEmulator({ gateway: { sessionStartLimit: 1, identifyWindow: 0 } });
		const first = await GatewayClient.login(emulator);
		const second = new GatewayClient(emulator);
		second.identify();
		expect([await second.closed, await first.closed]).toEqual([4004, 4004]);
		const third = new GatewayClient(emulator);
		third.identify();
		expect(await third.closed).toBe(4004);
	});

	it('keeps several sessions of one bot at the same time', async () => {
		const emulator = await startEmulator({ gateway: { identifyWindow: 0 } });
		const clients = [await GatewayClient.login(emulator), await GatewayClient.login(emulator)];
		emulator.world.guild().join();
		for (const client of clients) expect(await client.next('GUILD_MEMBER_ADD')).toBeDefined();
		expect(emulator.stats.bot()).toMatchObject({ connections: 2, identifies: 2 });
	});

	it('accepts a presence and a voice state of the bot', async () => {
		const emulator = await startEmulator();
		const client = await GatewayClient.login(emulator, { intents: MEMBER_INTENTS | (1 << 7) });
		const guild = emulator.world.guild();
		const voice = [...guild.channels.values()].find(({ type }) => type === 2);
		client.send(3, { since: null, activities: [], status: 'idle', afk: false });
		client.send(4, { guild_id: guild.id, channel_id: voice?.id, self_mute: true, self_deaf: false });
		expect((await client.next('VOICE_STATE_UPDATE')).d).toMatchObject({ channel_id: voice?.id, self_mute: true });
	});

	it('shows of an activity what a bot may say, with the time and id that Discord gives it', async () => {
		const emulator = await startEmulator();
		const client = await GatewayClient.login(emulator, { intents: MEMBER_INTENTS | (1 << 8) });
		const activities = [
			{ name: 'Chess', type: 5, state: 'winning', created_at: '0001-01-01T00:00:00Z', details: 'mine', id: 7 },
			{ type: 0 },
			'text',
		];
		client.send(3, { since: null, activities, status: 'online', afk: false });
		const { d } = await client.next('PRESENCE_UPDATE');
		expect(d.activities).toEqual([
			{ name: 'Chess', type: 5, state: 'winning', created_at: expect.any(Number), id: expect.any(String) },
		]);
	});

	it.each([
		['HELLO', 'v=10&encoding=json', 1],
		['the close of an unknown version', 'v=3&encoding=json', 8],
	])('sends %s apart from the answer to the upgrade, even on a busy machine', async (_, query, opcode) => {
		const emulator = await startEmulator();
		const socket = connect(Number(new URL(emulator.gatewayUrl).port), '127.0.0.1');
		onTestFinished(() => void socket.destroy());
		const reads: Buffer[] = [];
		socket.on('data', (read) => reads.push(read));
		const hasTwo = new Promise<void>((resolve) => {
			socket.on('data', () => reads.length === 2 && resolve());
			socket.on('close', () => resolve());
		});
		const key = Buffer.alloc(16).toString('base64');
		socket.write(
			`GET /gateway?${query} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
				`Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
		);
		// Each turn of the loop takes longer than any pause that is meant to keep the two apart.
		const busy = setInterval(() => keepBusy(20));
		onTestFinished(() => clearInterval(busy));
		await hasTwo;
		expect(String(reads[0])).toMatch(/^HTTP\/1\.1 101 [\s\S]*\r\n\r\n$/);
		expect((reads[1]?.[0] ?? 0) & 0x0f).toBe(opcode);
	});

	it('survives a client that resets its socket, if it is refused or its path is unknown', async () => {
		const emulator = await startEmulator();
		const { port } = new URL(emulator.restUrl);
		for (const path of ['/nowhere', '//']) {
			const socket = connect(Number(port), '127.0.0.1');
			socket.on('error', () => {});
			const closed = once(socket, 'close');
			socket.write(
				`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: a\r\n\r\n`,
			);
			// Its answer lies unread, which makes a reset of the end.
			setImmediate(() => socket.resetAndDestroy());
			await closed;
		}
		const client = new GatewayClient(emulator);
		expect(await client.next(10)).toBeDefined();
	});
});

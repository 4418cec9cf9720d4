import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/index.js';
import { GatewayClient, type Identity } from '../tests/GatewayClient.js';
import { startEmulator } from '../tests/startEmulator.js';

describe('close codes', () => {
	it.each<[number, string, Identity]>([
		[4004, 'a token that nobody has', { token: 'nonsense' }],
		[4010, 'a shard beyond the number of shards', { shard: [2, 2] }],
		[4010, 'a shard that is not a pair', { shard: [0] }],
		[4013, 'intents that do not exist', { intents: 1 << 30 }],
		[4013, 'intents that are missing', { intents: undefined }],
		[4014, 'a privileged intent that the application does not hold', { intents: 1 << 8 }],
	])('closes with %i for %s', async (code, _, identity) => {
		const emulator = await startEmulator({ bots: [{ intents: { presences: false } }] });
		const client = new GatewayClient(emulator);
		await client.next(10);
		client.identify(identity);
		expect(await client.closed).toBe(code);
	});

	it('closes with 4001 for an opcode that does not exist', async () => {
		const client = await GatewayClient.login(await startEmulator());
		client.send(77, {});
		expect(await client.closed).toBe(4001);
	});

	it.each([
		['text that is not JSON', 'hello?'],
		['JSON that is not an object', '[1]'],
		['more than 4096 bytes', JSON.stringify({ op: 1, d: 'é'.repeat(2048) })],
	])('closes with 4002 for %s', async (_, text) => {
		const client = await GatewayClient.login(await startEmulator());
		client.raw(text);
		expect(await client.closed).toBe(4002);
	});

	it('takes a payload of exactly 4096 bytes', async () => {
		const client = await GatewayClient.login(await startEmulator());
		client.raw(JSON.stringify({ op: 1, d: 'x'.repeat(4096 - '{"op":1,"d":""}'.length) }));
		expect(await client.next(11)).toBeDefined();
	});

	it('closes with 4003 for a request before IDENTIFY, and after the session was invalidated', async () => {
		const emulator = await startEmulator();
		const early = new GatewayClient(emulator);
		await early.next(10);
		early.send(3, {});
		expect(await early.closed).toBe(4003);
		const late = await GatewayClient.login(emulator);
		emulator.faults.gateway.invalidSession({ resumable: false });
		await late.next(9);
		late.send(3, {});
		expect(await late.closed).toBe(4003);
	});

	it('closes with 4005 for a second IDENTIFY on the same socket', async () => {
		const client = await GatewayClient.login(await startEmulator());
		client.identify();
		expect(await client.closed).toBe(4005);
	});

	it('closes with 4007 for a sequence number that was never sent, and the session is gone', async () => {
		const emulator = await startEmulator();
		const client = await GatewayClient.login(emulator);
		client.close(4900);
		await client.closed;
		const second = new GatewayClient(emulator);
		second.resume(client, 999);
		expect(await second.closed).toBe(4007);
		const third = new GatewayClient(emulator);
		third.resume(client);
		expect((await third.next(9)).d).toBe(false);
	});

	it('closes with 4008 for the 121st frame within 60 seconds, heartbeats counted', async () => {
		const clock = new ManualClock();
		const emulator = await startEmulator({ gateway: { heartbeatInterval: 1_000_000 } }, clock);
		const client = await GatewayClient.login(emulator);
		for (let sent = 1; sent < 120; sent++) client.send(1, null);
		for (let acks = 1; acks < 120; acks++) await client.next(11);
		clock.advance(60_000);
		for (let sent = 0; sent < 121; sent++) client.send(1, null);
		expect(await client.closed).toBe(4008);
		expect(client.received.filter(({ op }) => op === 11)).toHaveLength(119 + 120);
		expect(emulator.stats.bot().closes).toEqual({ 4008: 1 });
	});

	it('closes with 4011 for a shard of more than 2500 guilds', async () => {
		const guilds = Array.from({ length: 2501 }, (_, index) => ({ id: String(10n ** 17n + BigInt(index)), members: 1 }));
		const client = new GatewayClient(await startEmulator({ guilds }));
		client.identify();
		expect(await client.closed).toBe(4011);
	});

	it.each([
		'v=8&encoding=json',
		'v=6',
		'v=11&encoding=json',
		'v=09',
		'v=ten',
		'v=',
		'v=9&encoding=etf',
		'v=10&encoding=etf',
		'v=10&encoding=json&compress=brotli-stream',
	])('closes with 4012 for %s, which it does not support', async (query) => {
		expect(await new GatewayClient(await startEmulator(), query).closed).toBe(4012);
	});

	it('closes with 4002 for JSON that is nested deeper than anything of Discord', async () => {
		const client = await GatewayClient.login(await startEmulator());
		client.raw(`{"op":3,"d":${'['.repeat(1000)}${']'.repeat(1000)}}`);
		expect(await client.closed).toBe(4002);
	});

	it('closes with 4000 if the emulator itself fails, and goes on for everybody else', async () => {
		const emulator = await startEmulator();
		const client = await GatewayClient.login(emulator);
		emulator.world.guild().setVoice = () => {
			throw new Error('a fault of its own');
		};
		client.send(4, { guild_id: emulator.world.guild().id, channel_id: null });
		expect(await client.closed).toBe(4000);
		expect(await GatewayClient.login(emulator)).toBeDefined();
	});

	it('closes with 4000, or with any other code, if a fault says so', async () => {
		const emulator = await startEmulator({ gateway: { identifyWindow: 0 } });
		const client = await GatewayClient.login(emulator);
		emulator.faults.gateway.cut({ resumable: true });
		expect(await client.closed).toBe(4000);
		const other = await GatewayClient.login(emulator);
		emulator.faults.gateway.cut({ resumable: true, code: 4009 });
		expect(await other.closed).toBe(4009);
		const broken = await GatewayClient.login(emulator);
		emulator.faults.gateway.cut({ resumable: true, abrupt: true });
		expect(await broken.closed).toBe(1006);
	});
});

import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { DiscordEmulator } from '../../DiscordEmulator.js';
import { GatewayClient } from '../../tests/GatewayClient.js';
import { startEmulator } from '../../tests/startEmulator.js';
import { hasZstd } from './index.js';

const ZSTD = 'v=10&encoding=json&compress=zstd-stream';
/** A frame of zstd begins with it. */
const ZSTD_MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** HELLO, and the answers to two heartbeats, as they come. */
async function rawMessages(emulator: DiscordEmulator): Promise<Buffer[]> {
	const socket = new WebSocket(`${emulator.gatewayUrl}/?${ZSTD}`);
	onTestFinished(() => socket.terminate());
	const messages: Buffer[] = [];
	for (let count = 0; count < 3; count++) {
		if (count > 0) socket.send(JSON.stringify({ op: 1, d: null }));
		messages.push((await once(socket, 'message'))[0]);
	}
	return messages;
}

describe('compression', () => {
	it.each([
		['the transport (zlib-stream)', {}, 'v=10&encoding=json&compress=zlib-stream'],
		['payloads (compress in IDENTIFY)', { compress: true }, undefined],
		['both at once, and the transport wins', { compress: true }, 'v=10&encoding=json&compress=zlib-stream'],
	])('with %s carries everything whole', async (_, identity, query) => {
		const emulator = await startEmulator({ guilds: [{ members: 2500 }] });
		const client = await GatewayClient.login(emulator, identity, query);
		const guild = emulator.world.guild();
		client.requestAll(guild.id, 'n');
		const chunks = await client.chunks('n', 3);
		expect(chunks.flatMap(({ d }) => d.members)).toEqual([...guild.members()]);
		expect(client.sawBinary).toBe(true);
	});

	it.each(hasZstd ? ['is a zstd frame that lasts as long as the connection'] : [])(
		'with zstd-stream %s, and carries everything whole',
		async () => {
			const emulator = await startEmulator({ guilds: [{ members: 2500 }] });
			const client = await GatewayClient.login(emulator, {}, ZSTD);
			const guild = emulator.world.guild();
			client.requestAll(guild.id, 'n');
			const chunks = await client.chunks('n', 3);
			expect(chunks.flatMap(({ d }) => d.members)).toEqual([...guild.members()]);
			expect(client.sawBinary).toBe(true);
			const messages = await rawMessages(emulator);
			expect(messages.map((message) => message.subarray(0, 4).equals(ZSTD_MAGIC))).toEqual([true, false, false]);
		},
	);

	it.each(hasZstd ? ['the last payload comes before the close'] : [])('with zstd-stream %s', async () => {
		const emulator = await startEmulator();
		const client = await GatewayClient.login(emulator, {}, ZSTD);
		emulator.world.guild().join();
		emulator.faults.gateway.cut({ resumable: false, code: 4000 });
		expect(await client.closed).toBe(4000);
		// The decoder may be a little behind the socket.
		await expect.poll(() => client.events('GUILD_MEMBER_ADD').length).toBe(1);
	});

	// A Node before 22.15 has no zstd, so that the parameter is one that nobody knows. Both kinds of Node run one of the two.
	it.each([...(hasZstd ? [] : ['zstd-stream, for which this Node has no code']), 'brotli-stream'])(
		'is refused with 4012 if it is unknown: %s',
		async (name) => {
			const emulator = await startEmulator();
			const client = new GatewayClient(emulator, `v=10&encoding=json&compress=${name.split(',')[0]}`);
			expect(await client.closed).toBe(4012);
		},
	);

	it('is used only on request', async () => {
		expect((await GatewayClient.login(await startEmulator())).sawBinary).toBe(false);
	});
});

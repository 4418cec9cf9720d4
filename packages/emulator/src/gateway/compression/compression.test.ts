import { describe, expect, it } from 'vitest';
import { GatewayClient } from '../../tests/GatewayClient.js';
import { startEmulator } from '../../tests/startEmulator.js';

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

	it('is used only on request', async () => {
		expect((await GatewayClient.login(await startEmulator())).sawBinary).toBe(false);
	});
});

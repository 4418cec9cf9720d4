import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock/index.js';
import { GatewayClient, type Received } from '../../tests/GatewayClient.js';
import { startEmulator } from '../../tests/startEmulator.js';

describe('opcode 8 for all members', () => {
	it('chunks a guild of a million while heartbeats are still answered', async () => {
		const emulator = await startEmulator({ guilds: [{ members: 1_000_000 }] }, new ManualClock());
		const client = await GatewayClient.login(emulator);
		client.keep = false;
		client.requestAll(emulator.world.guild().id, 'n');
		let members = 0;
		for (let seen = 0; seen < 1000; seen++) {
			const [chunk] = (await client.chunks('n', 1)) as [Received];
			members += chunk.d.members.length;
			if (seen % 250 !== 0) continue;
			client.send(1, null);
			await client.next(11);
		}
		expect(members).toBe(1_000_000);
	});
});

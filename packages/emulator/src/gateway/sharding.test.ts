import { describe, expect, it } from 'vitest';
import { GatewayClient } from '../tests/GatewayClient.js';
import { startEmulator } from '../tests/startEmulator.js';

const guilds = Array.from({ length: 6 }, (_, index) => ({
	id: String((BigInt(index) + 10n ** 11n) << 22n),
	members: 5,
}));

describe('sharding', () => {
	it('gives each shard its guilds: (guild_id >> 22) % num_shards', async () => {
		const emulator = await startEmulator({ guilds });
		for (const id of [0, 1]) {
			const client = await GatewayClient.login(emulator, { shard: [id, 2] });
			const expected = guilds.filter((_, index) => index % 2 === id).map((guild) => guild.id);
			expect(client.events('GUILD_CREATE').map(({ d }) => d.id)).toEqual(expected);
		}
	});

	it('sends events only to the shard of their guild', async () => {
		const emulator = await startEmulator({ guilds });
		const [even, odd] = [
			await GatewayClient.login(emulator, { shard: [0, 2] }),
			await GatewayClient.login(emulator, { shard: [1, 2] }),
		];
		emulator.world.guild(guilds[1]?.id).join();
		emulator.world.guild(guilds[2]?.id).join();
		expect((await even.next('GUILD_MEMBER_ADD')).d.guild_id).toBe(guilds[2]?.id);
		expect((await odd.next('GUILD_MEMBER_ADD')).d.guild_id).toBe(guilds[1]?.id);
	});

	it('does not answer a request for the members of a guild of another shard', async () => {
		const emulator = await startEmulator({ guilds });
		const client = await GatewayClient.login(emulator, { shard: [0, 2] });
		client.requestAll(guilds[1]?.id as string, 'n');
		await client.settled(guilds[0]?.id as string);
		expect(client.events('GUILD_MEMBERS_CHUNK')).toHaveLength(1);
	});

	it('serves sessions with different numbers of shards at the same time, as during a reshard', async () => {
		const emulator = await startEmulator({ guilds });
		const whole = await GatewayClient.login(emulator, { shard: [0, 1] });
		const third = await GatewayClient.login(emulator, { shard: [2, 3] });
		expect(whole.events('GUILD_CREATE')).toHaveLength(6);
		expect(third.events('GUILD_CREATE').length).toBeGreaterThan(0);
		expect(third.events('GUILD_CREATE').length).toBeLessThan(6);
	});
});

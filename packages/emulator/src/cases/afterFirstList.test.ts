import { describe, expect, it } from 'vitest';
import { GatewayClient } from '../tests/GatewayClient.js';
import { startEmulator } from '../tests/startEmulator.js';
import { afterFirstList } from './afterFirstList.js';

async function loggedIn(members: number) {
	const emulator = await startEmulator({ guilds: [{ members }] });
	const client = await GatewayClient.login(emulator);
	const guildId = emulator.world.guild().id;
	const happened: string[] = [];
	afterFirstList(emulator, () => happened.push('once'));
	return { emulator, client, guildId, happened };
}

describe('afterFirstList', () => {
	it('happens once, after a list was sent, and not after a request for some members', async () => {
		const { client, guildId, emulator, happened } = await loggedIn(1200);
		client.send(8, { guild_id: guildId, user_ids: [emulator.bots[0]?.id] });
		await client.next('GUILD_MEMBERS_CHUNK');
		client.send(8, { guild_id: guildId, query: '', limit: 0 });
		await client.next((payload) => payload.d?.chunk_count === 2 && payload.d.chunk_index === 1);
		expect(happened).toEqual([]);
		await expect.poll(() => happened).toEqual(['once']);
	});
});

import { Client } from 'oceanic.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MEMBERS, sorted, startEmulator, truth } from './truth.js';

describe('oceanic.js', () => {
	it('logs in, sees the guild and fetches every member', async () => {
		const emulator = await startEmulator();
		const client = new Client({
			auth: `Bot ${emulator.token}`,
			rest: { baseURL: `${emulator.restUrl}/v10` },
			gateway: { intents: ['GUILDS', 'GUILD_MEMBERS'], autoReconnect: false },
		});
		onTestFinished(() => client.disconnect(false));
		const ready = new Promise<void>((resolve) => client.once('ready', resolve));
		await client.connect();
		await ready;
		const guild = client.guilds.get(emulator.world.guild().id);
		expect(guild?.memberCount).toBe(MEMBERS);
		const members = (await guild?.fetchMembers()) ?? [];
		const rows = members.map(({ id, username, nick, roles }) => ({ id, username, nick: nick ?? null, roles }));
		expect(sorted(rows)).toEqual(truth(emulator));
	});
});

import { Client, GatewayIntentBits } from 'discord.js';
import { DiscordEmulator } from 'rollcall-emulator';
import { afterEach, describe, expect, it } from 'vitest';

describe('discord.js', () => {
	let emulator: DiscordEmulator;
	let client: Client;
	afterEach(async () => {
		await client.destroy();
		await emulator.stop();
	});

	it('logs in, sees the guild and fetches every member', async () => {
		emulator = new DiscordEmulator({ guilds: [{ members: 2500 }] });
		await emulator.start();
		client = new Client({
			intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
			rest: { api: emulator.restUrl },
		});
		const ready = new Promise((resolve) => client.once('clientReady', resolve));
		await client.login(emulator.token);
		await ready;
		const world = emulator.world.guild();
		const guild = await client.guilds.fetch(world.id);
		const members = await guild.members.fetch();
		expect([...members.keys()].sort()).toEqual([...world.members()].map(({ user }) => user.id).sort());
	});
});

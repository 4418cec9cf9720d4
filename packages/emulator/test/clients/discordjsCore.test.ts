import { Client, GatewayDispatchEvents, GatewayIntentBits } from '@discordjs/core';
import { REST } from '@discordjs/rest';
import { CompressionMethod, WebSocketManager } from '@discordjs/ws';
import type { DiscordEmulator } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Row, sorted, startEmulator, truth } from './truth.js';

async function login(emulator: DiscordEmulator, compression: CompressionMethod | null) {
	const rest = new REST({ version: '10', api: emulator.restUrl }).setToken(emulator.token);
	const gateway = new WebSocketManager({
		token: emulator.token,
		intents: GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers,
		rest,
		compression,
	});
	onTestFinished(() => gateway.destroy());
	const client = new Client({ rest, gateway });
	const guild = new Promise<string>((resolve) => {
		client.once(GatewayDispatchEvents.GuildCreate, ({ data }) => resolve(data.id));
	});
	await gateway.connect();
	return { client, guildId: await guild };
}

describe('@discordjs/core with @discordjs/ws', () => {
	it.each([
		['without compression', null],
		['with the native zlib-stream compression', CompressionMethod.ZlibNative],
	])('logs in, sees the guild and fetches every member %s', async (_, compression) => {
		const emulator = await startEmulator();
		const { client, guildId } = await login(emulator, compression);
		expect(guildId).toBe(emulator.world.guild().id);
		const { members } = await client.requestGuildMembers({ guild_id: guildId, query: '', limit: 0 });
		const rows: Row[] = members.map(({ user, nick, roles }) => ({
			id: user.id,
			username: user.username,
			nick: nick ?? null,
			roles,
		}));
		expect(sorted(rows)).toEqual(truth(emulator));
	});
});

import { Client, GatewayIntentBits } from 'discord.js';
import { MemberFetchService } from 'rollcall';

/** A client whose REST goes through a proxy, and a service that waits as long as that keeps its requests. */
export function proxiedClient() {
	const client = new Client({
		intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
		rest: { api: process.env.DISCORD_API_BASE ?? 'http://127.0.0.1:8080/api' },
	});
	const service = new MemberFetchService({ timeouts: { fallbackTimeout: 15_000 } });
	return { client, service };
}

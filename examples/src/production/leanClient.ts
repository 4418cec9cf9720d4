import { Client, GatewayIntentBits } from 'discord.js';
import { cacheWithoutMembers } from 'rollcall';

/** A client that leaves the members to the service, and does not cache what this bot does not read. */
export function leanClient(): Client {
	return new Client({
		intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
		makeCache: cacheWithoutMembers({ MessageManager: 0, PresenceManager: 0, ReactionManager: 0 }),
		rest: { api: process.env.DISCORD_API_BASE ?? 'https://discord.com/api' },
	});
}

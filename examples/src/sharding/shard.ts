import { Client, GatewayIntentBits } from 'discord.js';
import { cacheWithoutMembers, MemberFetchService } from 'rollcall';

declare module 'discord.js' {
	interface Client {
		/** So that broadcastEval finds it. */
		members: MemberFetchService;
	}
}

const client = new Client({
	intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
	makeCache: cacheWithoutMembers(),
	rest: { api: process.env.DISCORD_API_BASE ?? 'https://discord.com/api' },
});
client.members = new MemberFetchService({ cache: { maxBytes: 256 * 1024 * 1024 } }); // for this process alone
process.once('disconnect', () => process.exit()); // the manager has exited
await client.login(process.env.DISCORD_TOKEN);

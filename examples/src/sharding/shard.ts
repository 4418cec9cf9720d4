import { Client, Events, GatewayIntentBits } from 'discord.js';
import { cacheWithoutMembers, MemberFetchService } from 'rollcall';
import { RosterLink } from 'rollcall/sharding';

const client = new Client({
	intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
	makeCache: cacheWithoutMembers(),
	rest: { api: process.env.DISCORD_API_BASE ?? 'https://discord.com/api' },
});
const service = new MemberFetchService({ cache: { maxBytes: 256 * 1024 * 1024 } }); // for this process alone
const link = new RosterLink(service, client);

client.once(Events.ClientReady, async ({ shard }) => {
	const { count, metadata } = await link.countMembers(process.env.GUILD_ID ?? '', { bot: false });
	console.log(`Shard ${shard?.ids}: ${count} people, ${metadata.status}`);
});
process.once('disconnect', () => process.exit()); // the manager has exited
await client.login(process.env.DISCORD_TOKEN);

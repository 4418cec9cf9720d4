import { Client, Events, GatewayIntentBits } from 'discord.js';
import { MemberFetchService, rosterCache } from 'rollcall';

const client = new Client({
	intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
	makeCache: rosterCache(), // discord.js reads the list of the service, and keeps no second one
});
const service = new MemberFetchService();

client.once(Events.ClientReady, async () => {
	for (const guild of client.guilds.cache.values()) {
		const { members, metadata, error } = await service.fetchGuildMembers(guild);
		console.log(guild.name, members.size, metadata.complete ? 'members, all of them' : error?.message);
	}
});
await client.login(process.env.DISCORD_TOKEN);

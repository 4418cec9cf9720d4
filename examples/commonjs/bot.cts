import { Client, Events, GatewayIntentBits } from 'discord.js';
import { type IMemberFetchService, MemberFetchService } from 'rollcall';

const client = new Client({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers] });
const members: IMemberFetchService = new MemberFetchService();

client.once(Events.ClientReady, async () => {
	for (const guild of client.guilds.cache.values()) {
		const { metadata } = await members.fetchGuildMembers(guild);
		console.log(`${guild.name}: ${metadata.totalCount} members, ${metadata.status}`);
	}
});
void client.login(process.env.DISCORD_TOKEN);

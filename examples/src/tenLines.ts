import { Client, Events, GatewayIntentBits } from 'discord.js';
import { MemberFetchService } from 'rollcall';

const client = new Client({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers] });
const service = new MemberFetchService();

client.once(Events.ClientReady, async () => {
	for (const guild of client.guilds.cache.values()) {
		const { members, metadata, error } = await service.fetchGuildMembers(guild);
		console.log(guild.name, members.size, metadata.complete ? 'members, all of them' : error?.message);
	}
});
await client.login(process.env.DISCORD_TOKEN);

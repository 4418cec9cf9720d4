import { Client, Events, GatewayIntentBits } from 'discord.js';

const client = new Client({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers] });
client.once(Events.ClientReady, async () => {
	const members = await client.guilds.cache.first().members.fetch();
	console.log(members.size);
	await client.destroy();
});
await client.login(process.env.DISCORD_TOKEN);

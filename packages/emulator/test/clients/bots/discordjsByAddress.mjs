import { Client, Events, GatewayIntentBits } from 'discord.js';

const { DISCORD_API_BASE: api, DISCORD_TOKEN } = process.env;
const client = new Client({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers], rest: { api } });
client.once(Events.ClientReady, async () => {
	const members = await client.guilds.cache.first().members.fetch();
	console.log(`${new URL(api).protocol} ${members.size}`);
	await client.destroy();
});
await client.login(DISCORD_TOKEN);

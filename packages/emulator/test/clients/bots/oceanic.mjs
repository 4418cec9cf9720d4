import { Client } from 'oceanic.js';

const client = new Client({
	auth: `Bot ${process.env.DISCORD_TOKEN}`,
	gateway: { intents: ['GUILDS', 'GUILD_MEMBERS'] },
});
client.once('ready', async () => {
	const members = await client.guilds.find(() => true).fetchMembers();
	console.log(members.length);
	client.disconnect(false);
	process.exit();
});
await client.connect();

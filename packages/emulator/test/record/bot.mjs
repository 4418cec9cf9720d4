import { Client, Events, GatewayIntentBits } from 'discord.js';

const client = new Client({ intents: [GatewayIntentBits.Guilds] });
client.on(Events.InteractionCreate, (interaction) => interaction.reply(`${process.env.GREETING ?? 'Hello'}!`));
client.once(Events.ClientReady, async () => {
	await client.application.commands.set([{ name: 'hello', description: 'Greets.' }]);
	console.error('ready');
});
process.once('SIGTERM', async () => {
	await client.destroy();
	process.exit(0);
});
await client.login(process.env.DISCORD_TOKEN);

import { once } from 'node:events';
import { ApplicationCommandOptionType, Client, Events, GatewayIntentBits } from 'discord.js';
import { holders } from './holders.js';
import { members } from './members.js';

const client = new Client({
	intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
	rest: { api: process.env.DISCORD_API_BASE ?? 'https://discord.com/api' },
});

client.on(Events.InteractionCreate, async (interaction) => {
	if (!interaction.isChatInputCommand() || !interaction.inCachedGuild()) return;
	if (interaction.commandName === 'holders') await holders(interaction);
});
// A reply that cannot be sent must not end the bot. Log only the message: the rest of the error holds the interaction's token.
client.on(Events.Error, ({ message }) => console.error(message));

for (const signal of ['SIGINT', 'SIGTERM']) {
	process.once(signal, async () => {
		await members.close(); // stops running fetches and removes every listener from the client
		await client.destroy();
	});
}

const ready = once(client, Events.ClientReady);
await client.login(process.env.DISCORD_TOKEN);
await ready;
await client.application?.commands.set([
	{
		name: 'holders',
		description: 'Counts the members who hold a role',
		options: [{ type: ApplicationCommandOptionType.Role, name: 'role', description: 'Which role', required: true }],
	},
]);

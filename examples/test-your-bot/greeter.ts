import {
	ChannelType,
	type ChatInputCommandInteraction,
	Client,
	Events,
	GatewayIntentBits,
	type GuildMember,
} from 'discord.js';

/** A bot that greets new members and counts heads. @param api - of Discord, or of an emulator */
export function createGreeter(api = 'https://discord.com/api'): Client {
	const client = new Client({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers], rest: { api } });
	client.on(Events.GuildMemberAdd, (member) => greet(member).catch(console.error));
	client.on(Events.InteractionCreate, (interaction) => {
		if (interaction.isChatInputCommand() && interaction.inCachedGuild()) countHeads(interaction).catch(console.error);
	});
	return client;
}

export const commands = [{ name: 'headcount', description: 'Counts people and bots' }];

async function greet(member: GuildMember): Promise<void> {
	const channel = member.guild.channels.cache.find(({ type }) => type === ChannelType.GuildText);
	if (!channel?.isSendable()) return;
	await channel.send({ content: `Welcome, ${member}!`, allowedMentions: { users: [member.id] } });
}

async function countHeads(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
	await interaction.deferReply();
	try {
		const all = await interaction.guild.members.fetch({ time: 2_000 });
		const bots = all.filter(({ user }) => user.bot).size;
		await interaction.editReply(`${all.size - bots} people, ${bots} bots`);
	} catch (error) {
		await interaction.editReply(`I could not get the list (${(error as Error).name}). Try again in half a minute.`);
	}
}

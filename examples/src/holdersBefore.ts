import type { ChatInputCommandInteraction } from 'discord.js';

export async function holders(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
	await interaction.deferReply();
	const role = interaction.options.getRole('role', true);
	const all = await interaction.guild.members.fetch();
	const found = all.filter((member) => member.roles.cache.has(role.id));
	await interaction.editReply(`${found.size} of ${all.size} members hold ${role.name}.`);
}

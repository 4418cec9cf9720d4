import type { ChatInputCommandInteraction } from 'discord.js';
import { members } from './members.js';

export async function holders(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
	await interaction.deferReply();
	const role = interaction.options.getRole('role', true);
	const { roleMembers, metadata, error } = await members.fetchRoleMembers(interaction.guild, role);
	if (error) console.error(`holders: ${error.code}: ${error.message}`); // for you: what happened and what to do
	const text = `${roleMembers.size} of ${metadata.totalMembersChecked} members hold ${role.name}.`;
	await interaction.editReply(metadata.complete ? text : `${text} The list is ${metadata.status}: do not rely on it.`);
}

import type { ChatInputCommandInteraction } from 'discord.js';
import { members } from '../members.js';

/** `/forget-me`: erases what the service holds of the user, in every guild. */
export async function forgetMe(interaction: ChatInputCommandInteraction): Promise<void> {
	const lists = members.forget(interaction.user.id);
	// Erase here what your own tables hold of the user.
	await interaction.reply({ content: `You were taken out of ${lists} lists.`, flags: 'Ephemeral' });
}

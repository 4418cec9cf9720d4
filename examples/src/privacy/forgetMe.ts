import type { ChatInputCommandInteraction } from 'discord.js';
import { members } from '../members.js';

/** `/forget-me`: erases everything that the service holds about the user, in every guild. */
export async function forgetMe(interaction: ChatInputCommandInteraction): Promise<void> {
	const lists = members.forget(interaction.user.id);
	// Erase the user from your own tables here, too.
	await interaction.reply({ content: `You were taken out of ${lists} lists.`, flags: 'Ephemeral' });
}

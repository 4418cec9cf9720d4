import type {
	ChatInputCommandInteraction,
	MessageComponentInteraction,
	MessageContextMenuCommandInteraction,
	ModalSubmitInteraction,
	PrimaryEntryPointCommandInteraction,
	UserContextMenuCommandInteraction,
} from 'discord.js';

/** An interaction that can be answered. */
export type Answerable =
	| ChatInputCommandInteraction
	| UserContextMenuCommandInteraction
	| MessageContextMenuCommandInteraction
	| PrimaryEntryPointCommandInteraction
	| MessageComponentInteraction
	| ModalSubmitInteraction;

/** The English name of the command: for a component, its custom id without what follows the first colon. */
export function nameOf(interaction: Answerable): string {
	return interaction.isCommand() ? interaction.commandName : (interaction.customId.split(':', 1)[0] ?? '');
}

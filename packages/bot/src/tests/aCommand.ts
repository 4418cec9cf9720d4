import { SlashCommandBuilder } from 'discord.js';
import type { Command } from '../interfaces/Command.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { StartBotOptions } from './startBot.js';

/** A command `/try` that does what the test says; pass it to `startBot`. */
export function aCommand(parts: Partial<Command>): Pick<StartBotOptions, 'extend'> {
	const data = new SlashCommandBuilder().setName('try').setDescription('Tries').toJSON();
	const command: Command = { data, execute: (_, { answer }) => answer('done'), ...parts };
	return { extend: (container) => void container.registerInstance(DI_TOKENS.Command, command) };
}

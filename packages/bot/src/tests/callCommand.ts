import { type APIApplicationCommand, type APIApplicationCommandInteractionDataOption, Routes } from 'discord.js';
import type { DiscordEmulator } from 'rollcall-emulator';
import type { Bot } from '../Bot.js';
import { CalledCommand } from './CalledCommand.js';

/** What somebody types. */
export interface CommandCall {
	readonly name: string;
	readonly options?: readonly APIApplicationCommandInteractionDataOption[];
	/** Who types it: the owner of the guild unless given. */
	readonly userId?: string;
	readonly guildId?: string;
	/** The language of the user's Discord. @defaultValue `en-US` */
	readonly locale?: string;
	/** What Discord sends along with the names that the options hold: roles, users, members. */
	readonly resolved?: Readonly<Record<string, unknown>>;
}

/** Types a command, under the id with which it was registered. */
export async function callCommand(
	emulator: DiscordEmulator,
	bot: Bot,
	{ name, options = [], locale, resolved, ...who }: CommandCall,
): Promise<CalledCommand> {
	const { client } = bot;
	const applicationId = client.application?.id ?? '';
	const commands = (await client.rest.get(Routes.applicationCommands(applicationId))) as APIApplicationCommand[];
	const id = commands.find((command) => command.name === name)?.id;
	if (id === undefined) throw new RangeError(`No command /${name} is registered.`);
	const data = { id, name, type: 1, options, ...(resolved && { resolved }) };
	return new CalledCommand(emulator.interactions.send({ botId: applicationId, data, ...who }));
}

import { type APIApplicationCommand, ApplicationCommandType } from 'discord-api-types/v10';
import { ActorError, list } from '../errors/index.js';
import type { Typist } from './commandData.js';
import { isCalled } from './findCommand.js';
import { requireAllowed } from './requireAllowed.js';

/** A command that is picked from the menu of a user or of a message. */
export interface MenuPick {
	/** In English or in the actor's language. */
	readonly command: string;
	readonly type: ApplicationCommandType.User | ApplicationCommandType.Message;
	/** The user or message of the menu. */
	readonly targetId: string;
	/** Whether to ignore the permissions. */
	readonly force?: boolean;
}

/**
 * Makes the data of an interaction from a pick. The target is already in `resolved`.
 *
 * @throws ActorError if the menu has no such command, or the member does not see it
 */
export function menuData(
	pick: MenuPick,
	{ id: userId, guild, locale, commands, resolved }: Typist,
): Record<string, unknown> {
	const command = findIn(commands, pick, locale);
	if (!pick.force) requireAllowed(command, guild, userId);
	const { id, name, type, guild_id } = command;
	return {
		...{ id, name, type, target_id: pick.targetId, resolved: resolved.data },
		...(guild_id !== undefined && { guild_id }),
	};
}

function findIn(
	commands: readonly APIApplicationCommand[],
	{ command: wanted, type }: MenuPick,
	locale: string,
): APIApplicationCommand {
	const known = commands.filter((command) => command.type === type);
	const found = known.find((command) => isCalled(command, wanted, locale));
	if (found) return found;
	const whose = type === ApplicationCommandType.User ? 'users' : 'messages';
	throw new ActorError(
		`The bot has registered no command "${wanted}" for the menu of ${whose}. Registered for this guild: ${list(known.map(({ name }) => name))}.`,
	);
}

import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { GuildWorld } from '../../world/index.js';
import type { ResolvedData } from '../resolved/index.js';
import { findCommand } from './findCommand.js';
import { requireAllowed } from './requireAllowed.js';
import { type TypedOptions, typeOptions } from './typeOptions.js';

/** A command line as a user types it. */
export interface CommandLine {
	/** The name, followed by the names of group and subcommand. */
	readonly command: string;
	readonly options: TypedOptions;
	/** Whether to ignore the permissions. */
	readonly force?: boolean;
	/** The option in which the user is still typing. */
	readonly focused?: string;
}

/** The user who types, and the commands that they can run. */
export interface Typist {
	readonly id: string;
	readonly guild: GuildWorld;
	readonly locale: string;
	readonly commands: readonly APIApplicationCommand[];
	readonly resolved: ResolvedData;
}

/** Makes the data of an interaction from a command line. */
export function commandData(line: CommandLine, typist: Typist): Record<string, unknown> {
	const { id: userId, guild, locale, commands, resolved } = typist;
	const found = findCommand(commands, line.command, locale);
	if (!line.force) requireAllowed(found.command, guild, userId);
	const options = typeOptions(found, line.options, { resolved, locale, userId, focused: line.focused });
	const { id, name, type, guild_id } = found.command;
	return {
		...{ id, name, type, options },
		...(resolved.data && { resolved: resolved.data }),
		...(guild_id !== undefined && { guild_id }),
	};
}

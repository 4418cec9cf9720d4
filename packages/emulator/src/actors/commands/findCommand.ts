import {
	type APIApplicationCommand,
	type APIApplicationCommandBasicOption,
	type APIApplicationCommandOption,
	ApplicationCommandType,
	type LocaleString,
	ApplicationCommandOptionType as OptionType,
} from 'discord-api-types/v10';
import { ActorError, list } from '../errors/index.js';

/** A command that a user wants to run, down to the subcommand. */
export interface FoundCommand {
	readonly command: APIApplicationCommand;
	/** The subcommand group and the subcommand, from the outside in, if there are any. */
	readonly path: readonly APIApplicationCommandOption[];
	/** The options that can be typed. */
	readonly options: readonly APIApplicationCommandBasicOption[];
}

interface Named {
	readonly name: string;
	readonly name_localizations?: Partial<Record<LocaleString, string | null>> | null | undefined;
}

/** Whether a text is the name of something, in English or in the user's language. */
export function isCalled({ name, name_localizations }: Named, text: string, locale: string): boolean {
	return name === text || name_localizations?.[locale as LocaleString] === text;
}

/**
 * Finds a slash command by what a user types: its name and the names of group and subcommand, with spaces between.
 *
 * @throws ActorError that lists what there is instead
 */
export function findCommand(commands: readonly APIApplicationCommand[], typed: string, locale: string): FoundCommand {
	const [name = '', ...words] = typed.trim().replace(/^\//, '').split(/\s+/);
	const known = commands.filter(({ type }) => type === ApplicationCommandType.ChatInput);
	const command = known.find((candidate) => isCalled(candidate, name, locale));
	if (!command) {
		const names = known.map((candidate) => candidate.name);
		throw new ActorError(
			`The bot has registered no slash command "${name}". Registered for this guild: ${list(names)}.`,
		);
	}
	return descend(command, words, locale);
}

function descend(command: APIApplicationCommand, words: readonly string[], locale: string): FoundCommand {
	const path: APIApplicationCommandOption[] = [];
	let options = command.options ?? [];
	for (const word of [...words, undefined]) {
		const branches = options.filter(isBranch);
		if (branches.length === 0 && word === undefined) break;
		const next = branches.find((branch) => word !== undefined && isCalled(branch, word, locale));
		if (!next) throw new ActorError(describeMiss([command, ...path], word, branches));
		path.push(next);
		options = ('options' in next ? next.options : undefined) ?? [];
	}
	return { command, path, options: options as APIApplicationCommandBasicOption[] };
}

function isBranch({ type }: APIApplicationCommandOption): boolean {
	return type === OptionType.Subcommand || type === OptionType.SubcommandGroup;
}

function describeMiss(path: readonly Named[], word: string | undefined, branches: readonly Named[]): string {
	const command = `/${path.map(({ name }) => name).join(' ')}`;
	const names = list(branches.map(({ name }) => name));
	if (word === undefined) return `${command} cannot be run without a subcommand; it has the subcommands ${names}.`;
	return `${command} has no subcommand "${word}"; it has ${names}.`;
}

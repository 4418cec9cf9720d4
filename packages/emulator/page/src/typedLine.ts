import type { APIApplicationCommandBasicOption, APIApplicationCommandOption } from 'discord-api-types/v10';
import type { BotCommand } from '../../src/control/page/PageData.js';

/** A command down to its subcommand, as somebody types it. */
export interface Line {
	readonly botId: string;
	readonly botName: string;
	/** The name of the command, followed by those of group and subcommand. */
	readonly name: string;
	readonly description: string;
	readonly options: readonly APIApplicationCommandBasicOption[];
}

const CHAT_INPUT = 1;
const SUBCOMMANDS = new Set<number>([1, 2]);

/** Each command that can be typed. */
export function linesOf(commands: readonly BotCommand[]): Line[] {
	return commands
		.filter(({ command }) => command.type === CHAT_INPUT)
		.flatMap(({ botId, botName, command: { name, description, options = [] } }) =>
			below(name, description, options).map((line) => ({ ...line, botId, botName })),
		);
}

function below(
	name: string,
	description: string,
	options: readonly APIApplicationCommandOption[],
): Omit<Line, 'botId' | 'botName'>[] {
	const branches = options.filter(({ type }) => SUBCOMMANDS.has(type));
	if (branches.length === 0)
		return [{ name, description, options: options as readonly APIApplicationCommandBasicOption[] }];
	return branches.flatMap((branch) =>
		below(`${name} ${branch.name}`, branch.description, 'options' in branch ? (branch.options ?? []) : []),
	);
}

/** The lines that a text can become: those that begin with it, or those that it begins with, the longest first. */
export function linesFor(text: string, lines: readonly Line[]): Line[] {
	const typed = text.replace(/^\//, '').toLowerCase();
	const begun = lines.filter(({ name }) => typed === name || typed.startsWith(`${name} `));
	if (begun.length > 0) return begun.sort((a, b) => b.name.length - a.name.length);
	return lines
		.filter(({ name }) => name.startsWith(typed.trimEnd()))
		.concat(lines.filter(({ name }) => !name.startsWith(typed.trimEnd()) && name.includes(typed.trimEnd())));
}

/**
 * The options in what is typed after the name of a command: `sides:20 reason:"two words"`. If there is one option only, its name can be
 * left out.
 */
export function optionsIn(text: string, line: Line): Record<string, string> {
	const rest = text.replace(/^\//, '').slice(line.name.length).trim();
	if (rest === '') return {};
	const names = line.options.map(({ name }) => name);
	const found: Record<string, string> = {};
	for (const [, name = '', quoted, plain] of rest.matchAll(/(\S+?):(?:"([^"]*)"|(\S*))/g))
		if (names.includes(name)) found[name] = quoted ?? plain ?? '';
	const [only] = names;
	if (Object.keys(found).length === 0 && names.length === 1 && only !== undefined) return { [only]: rest };
	return found;
}

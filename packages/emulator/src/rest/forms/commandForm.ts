import { ApplicationCommandType } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import { apiErrors } from '../errors/index.js';
import { checkForm } from './checkForm.js';
import { named, optionsForm } from './commandOptionForm.js';
import { lengthOf, localizations, permissions, refusal, text } from './rules.js';

const MOST_CHARACTERS = 8000;
const MOST_COMMANDS = 100;

type Fields = Readonly<Record<string, unknown>>;

const shared = {
	default_member_permissions: permissions.nullish(),
	dm_permission: z.boolean().nullish(),
	nsfw: z.boolean().nullish(),
	contexts: z.array(z.literal([0, 1, 2])).nullish(),
	integration_types: z.array(z.literal([0, 1])).nullish(),
};

const tooLarge = refusal('APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${MOST_CHARACTERS})`);

const chatForm = z
	.looseObject({ ...shared, ...named, options: optionsForm.nullish() })
	.refine((command) => sizeOf(command) <= MOST_CHARACTERS, tooLarge);

/** Commands on users and messages can have any name, but no description and no options. */
const menuForm = z.looseObject({
	...shared,
	name: text(1, 32),
	name_localizations: localizations(text(1, 32)).nullish(),
	type: z.literal([ApplicationCommandType.User, ApplicationCommandType.Message]),
});

/** The types of a command's fields. */
export const commandTypes = z.looseObject({ ...shared, options: optionsForm.nullish() });

/** The type of a command that a bot sends; chat input by default. */
export const typeOf = ({ type }: { readonly type?: unknown }): unknown => type ?? ApplicationCommandType.ChatInput;

/** Refuses a command that Discord would not register. */
export function checkCommand(given: Fields, at: readonly string[] = []): void {
	checkForm(typeOf(given) === ApplicationCommandType.ChatInput ? chatForm : menuForm, given, at);
}

/** Refuses two commands of the same name and kind, and more than a hundred chat commands. */
export function checkCommands(commands: readonly Fields[]): void {
	for (const [index, command] of commands.entries()) checkCommand(command, [String(index)]);
	const repeated = commands.findIndex((command, index) =>
		commands.slice(0, index).some((other) => other.name === command.name && typeOf(other) === typeOf(command)),
	);
	if (repeated >= 0)
		throw apiErrors.invalidForm({
			path: [String(repeated)],
			code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
			message: 'Application command names must be unique',
		});
	const chat = commands.filter((command) => typeOf(command) === ApplicationCommandType.ChatInput);
	if (chat.length > MOST_COMMANDS) throw apiErrors.maxCommands(MOST_COMMANDS);
}

interface Sized {
	readonly name?: unknown;
	readonly description?: unknown;
	readonly value?: unknown;
	readonly options?: unknown;
	readonly choices?: unknown;
}

/** The characters of all names, descriptions and values. If a text has several languages, the longest one counts. */
function sizeOf(part: Sized): number {
	const texts = [longest(part, 'name'), longest(part, 'description'), lengthOf(textOf(part.value))];
	const inner = [part.options, part.choices].flatMap((list) => (Array.isArray(list) ? (list as Sized[]) : []));
	return [...texts, ...inner.map(sizeOf)].reduce((sum, length) => sum + length, 0);
}

function longest(part: Sized, field: 'name' | 'description'): number {
	const translated = (part as Fields)[`${field}_localizations`] ?? {};
	return Math.max(...[part[field], ...Object.values(translated)].map((each) => lengthOf(textOf(each))));
}

/** Anything can stand in the place of a text, even an object whose `toString` is no function. */
function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

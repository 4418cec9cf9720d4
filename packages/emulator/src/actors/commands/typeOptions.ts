import {
	type APIApplicationCommandBasicOption,
	ApplicationCommandOptionType as OptionType,
} from 'discord-api-types/v10';
import type { MessageFile } from '../../world/index.js';
import { ActorError, list } from '../errors/index.js';
import type { ResolvedData } from '../resolved/index.js';
import { checkValue, wrong } from './checkValue.js';
import { type FoundCommand, isCalled } from './findCommand.js';

/** A file that a user attaches to an option. */
export type AttachedFile = Pick<MessageFile, 'name' | 'bytes'> & Partial<Pick<MessageFile, 'type'>>;

/**
 * The input of a user for an option: a value. For users, roles and channels it is an id, or an object with an id; for an
 * attachment it is a file.
 */
export type OptionValue = string | number | boolean | { readonly id: string } | AttachedFile;

/** Values by the name of their option. A value of `undefined` is left out. */
export type TypedOptions = Readonly<Record<string, OptionValue | undefined>>;

/** An option as an interaction carries it. */
export interface SentOption {
	readonly name: string;
	readonly type: OptionType;
	readonly value?: string | number | boolean;
	readonly focused?: true;
	readonly options?: readonly SentOption[];
}

/** The user who types, and how far they are. */
interface Typing {
	readonly resolved: ResolvedData;
	readonly locale: string;
	readonly userId: string;
	/** The option in which the user is still typing. Then no option is required yet. */
	readonly focused?: string | undefined;
}

/**
 * Types the options of a command as Discord's client would, and wraps them into their subcommand.
 *
 * @throws ActorError if an option does not exist or is missing, or if the client would not take its value
 */
export function typeOptions(found: FoundCommand, given: TypedOptions, typing: Typing): SentOption[] {
	requireKnown(found, given, typing);
	if (typing.focused !== undefined) requireCompletable(found, typing.focused, typing.locale);
	const typed = found.options.flatMap((option) => {
		const name = Object.keys(given).find((key) => isCalled(option, key, typing.locale));
		// An option that has just got the focus is still empty.
		const value = (name === undefined ? undefined : given[name]) ?? (isFocused(option, typing) ? '' : undefined);
		if (value !== undefined) return [typeOption(option, value, typing)];
		if (option.required && typing.focused === undefined)
			throw new ActorError(`The option "${option.name}" of /${found.command.name} is required.`);
		return [];
	});
	return found.path.reduceRight<SentOption[]>((options, { name, type }) => [{ name, type, options }], typed);
}

function requireKnown({ command, options }: FoundCommand, given: TypedOptions, { locale }: Typing): void {
	for (const key of Object.keys(given)) {
		if (options.some((option) => isCalled(option, key, locale))) continue;
		throw new ActorError(`/${command.name} has no option "${key}"; it has ${list(options.map(({ name }) => name))}.`);
	}
}

function requireCompletable({ command, options }: FoundCommand, focused: string, locale: string): void {
	const option = options.find((candidate) => isCalled(candidate, focused, locale));
	if (option && 'autocomplete' in option && option.autocomplete) return;
	throw new ActorError(`The option "${focused}" of /${command.name} has no autocompletion.`);
}

function isFocused(option: APIApplicationCommandBasicOption, { focused, locale }: Typing): boolean {
	return focused !== undefined && isCalled(option, focused, locale);
}

function typeOption(option: APIApplicationCommandBasicOption, given: OptionValue, typing: Typing): SentOption {
	const { name, type } = option;
	// An unfinished value may be anything. It is a text even if the option is a number.
	if (isFocused(option, typing)) return { name, type, value: String(given), focused: true };
	if (type === OptionType.Attachment) return { name, type, value: attach(option, given, typing) };
	const value = typeof given === 'object' && 'id' in given ? given.id : given;
	if (typeof value === 'object') throw wrong(option, value.name, 'a value and not a file');
	if (!isMention(type)) return { name, type, value: checkValue(option, value) };
	if (typeof value !== 'string') throw wrong(option, value, 'an id');
	resolve(option, value, typing);
	return { name, type, value };
}

function attach(option: APIApplicationCommandBasicOption, given: OptionValue, { resolved }: Typing): string {
	if (typeof given === 'object' && 'bytes' in given) return resolved.attachment({ type: '', ...given });
	throw wrong(option, given, 'a file: { name, bytes }');
}

const mentions = new Set([OptionType.User, OptionType.Role, OptionType.Channel, OptionType.Mentionable]);
const isMention = (type: OptionType) => mentions.has(type);

function resolve(option: APIApplicationCommandBasicOption, id: string, { resolved, userId }: Typing): void {
	if (option.type === OptionType.User) resolved.user(id);
	else if (option.type === OptionType.Role) resolved.role(id);
	else if (option.type === OptionType.Channel) resolved.channel(id, option.channel_types, userId);
	else resolved.mentionable(id);
}

import {
	type APIApplicationCommandBasicOption,
	ApplicationCommandOptionType as OptionType,
} from 'discord-api-types/v10';
import { ActorError, list } from '../errors/index.js';

/** The characters that fit into an option without a limit. */
const LONGEST_TEXT = 6000;

/**
 * The value of an option, as Discord's client would send it. A choice may be given by its name.
 *
 * @throws ActorError if the client would not take it
 */
export function checkValue(option: APIApplicationCommandBasicOption, given: unknown): string | number | boolean {
	const value = 'choices' in option && option.choices?.length ? choose(option.choices, option, given) : given;
	switch (option.type) {
		case OptionType.String:
			if (typeof value !== 'string') throw wrong(option, value, 'a text');
			return within(option, value, [...value].length, option.min_length ?? 0, option.max_length ?? LONGEST_TEXT);
		case OptionType.Integer:
			if (!Number.isSafeInteger(value)) throw wrong(option, value, 'a whole number');
			return within(option, value as number, value as number, option.min_value, option.max_value);
		case OptionType.Number:
			if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(option, value, 'a number');
			return within(option, value, value, option.min_value, option.max_value);
		case OptionType.Boolean:
			if (typeof value !== 'boolean') throw wrong(option, value, 'true or false');
			return value;
		default:
			throw wrong(option, value, 'of a type that actors can use');
	}
}

function choose(
	choices: readonly { name: string; value: string | number }[],
	option: APIApplicationCommandBasicOption,
	given: unknown,
): string | number {
	const choice = choices.find(({ value }) => value === given) ?? choices.find(({ name }) => name === given);
	if (choice) return choice.value;
	throw wrong(option, given, `one of ${list(choices.map(({ value }) => String(value)))}`);
}

function within<T>(
	option: APIApplicationCommandBasicOption,
	value: T,
	size: number,
	min = Number.NEGATIVE_INFINITY,
	max = Number.POSITIVE_INFINITY,
): T {
	if (size >= min && size <= max) return value;
	const what = typeof value === 'string' ? 'a text of a length' : 'a number';
	throw wrong(option, value, `${what} from ${min} to ${max}`);
}

/** The error for a value that is not what it must be. */
export function wrong({ name }: { readonly name: string }, value: unknown, must: string): ActorError {
	return new ActorError(`The option "${name}" must be ${must}; it is ${JSON.stringify(value)}.`);
}

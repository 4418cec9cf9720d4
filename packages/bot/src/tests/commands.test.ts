import type { APIApplicationCommandOption } from 'discord.js';
import { expect, it } from 'vitest';
import { createContainer } from '../di/container.js';
import { readEnvironment } from '../environment/index.js';
import { CommandBook } from '../interactions/index.js';

const environment = readEnvironment({ DATABASE_PATH: ':memory:', LOG_LEVEL: 'silent' });
const book = createContainer(environment).resolve(CommandBook);
// The documented pattern for names of chat input commands; letters of scripts without case are allowed.
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

interface Described {
	readonly name: string;
	readonly name_localizations?: Readonly<Record<string, string | null | undefined>> | null | undefined;
	readonly description: string;
	readonly description_localizations?: Readonly<Record<string, string | null | undefined>> | null | undefined;
	readonly options?: readonly unknown[];
	readonly choices?: readonly unknown[];
}

/** The command, its subcommands and their options, each with the path to it. */
function* walk(described: Described, path = `/${described.name}`): Generator<[string, Described]> {
	yield [path, described];
	for (const option of (described.options ?? []) as APIApplicationCommandOption[])
		yield* walk(option as Described, `${path} ${option.name}`);
}

const parts = [...book].flatMap(({ data }) => [...walk(data as Described)]);

it.each(parts)('%s is named and described in English and Korean, as Discord takes it', (_, part) => {
	const names = [part.name, part.name_localizations?.ko ?? ''];
	for (const name of names) {
		expect(name).toMatch(NAME);
		expect(name).toBe(name.toLowerCase());
	}
	for (const description of [part.description, part.description_localizations?.ko ?? ''])
		expect([...description].length).toSatisfy((length: number) => length >= 1 && length <= 100);
});

it.each(parts)('%s has names of options that are unique in each language', (_, { options = [] }) => {
	const all = options as Described[];
	expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
	expect(new Set(all.map((option) => option.name_localizations?.ko)).size).toBe(all.length);
});

it.each([...book].map((command) => [`/${command.data.name}`, command] as const))(
	'%s tells Discord at once that an answer will come',
	(_, { defer }) => expect(defer).toBeDefined(),
);

it.each(parts)('%s has its choices in Korean as well', (_, { choices = [] }) => {
	const lacking = (choices as Described[]).filter((choice) => !choice.name_localizations?.ko);
	expect(lacking.map(({ name }) => name)).toEqual([]);
});

import type { APIApplicationCommandOption } from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { Command } from '../commands/Command.js';
import { CommandBook } from '../interactions/index.js';
import { startBot } from './startBot.js';

type Localizations = { readonly ko?: string | null } | null;

/** What a command, an option and a choice have in common. */
interface Part {
	readonly name: string;
	readonly name_localizations?: Localizations;
	readonly description?: string;
	readonly description_localizations?: Localizations;
	readonly options?: readonly APIApplicationCommandOption[];
	readonly choices?: readonly Part[];
}

/** A command, its options and their choices, at every depth, each with its path. */
function partsOf(part: Part, path: string): [string, Part][] {
	const below = [...((part.options ?? []) as readonly Part[]), ...(part.choices ?? [])];
	return [[path, part], ...below.flatMap((inner) => partsOf(inner, `${path} ${inner.name}`))];
}

function isInKorean({ name_localizations, description, description_localizations }: Part): boolean {
	return Boolean(name_localizations?.ko) && (description === undefined || Boolean(description_localizations?.ko));
}

async function allCommands(): Promise<Command[]> {
	const { container } = await startBot();
	return [...container.resolve(CommandBook)];
}

describe('every command', () => {
	it('has its names and descriptions in Korean, down to options and choices', async () => {
		const parts = (await allCommands()).flatMap(({ data }) => partsOf(data as Part, `/${data.name}`));
		expect(parts.filter(([, part]) => !isInKorean(part)).map(([path]) => path)).toEqual([]);
		expect(parts.length).toBeGreaterThan(1);
	});

	it('that needs the list of members is deferred, because the list may take long', async () => {
		const slow = (await allCommands()).filter(({ needsMembers }) => needsMembers);
		expect(slow.filter(({ defer }) => defer === undefined).map(({ data }) => data.name)).toEqual([]);
		expect(slow).not.toEqual([]);
	});
});

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { profiles } from '../options/profiles.js';
import { botSchema, guildSchema, optionsSchema } from '../options/schema.js';

const page = readFileSync(new URL('../../docs/options.md', import.meta.url), 'utf8');
/** The cells of each row that begins with a name, in the table after a title or a line of text. */
function rowsAfter(title: string): string[][] {
	const [, text = ''] = page.split(`\n${title}\n`);
	const [table = ''] = text
		.trimStart()
		.split('\n\n')
		.filter((part) => part.startsWith('|'));
	return table
		.split('\n')
		.map((line) => line.split('|').slice(1, -1))
		.map((cells) => cells.map((cell) => cell.trim()))
		.filter(([key = '']) => key.startsWith('`'));
}
const keysAfter = (title: string) =>
	rowsAfter(title).flatMap(([cell = '']) => [...cell.matchAll(/`(\w+)`/g)].map(([, key]) => key));

it.each([
	['## All options', optionsSchema],
	['## A guild', guildSchema],
	['## A bot', botSchema],
])('docs/options.md lists each option under "%s", and no other', (title, { shape }) => {
	expect(keysAfter(title).sort()).toEqual(Object.keys(shape).sort());
});

it('docs/options.md has the numbers of the gateway in both profiles', () => {
	const told = rowsAfter('Times are milliseconds. The keys of `gateway`:').map((cells) => cells.slice(0, 3));
	const kept = Object.entries(profiles.discord.gateway).map(([key, value]) => [
		`\`${key}\``,
		`${value}`,
		`${profiles.instant.gateway[key as keyof typeof profiles.instant.gateway]}`,
	]);
	expect(told.sort()).toEqual(kept.sort());
});

it('docs/options.md has the numbers of REST in both profiles', () => {
	const told = rowsAfter('The keys of `rest`. A limit is `{ limit, window }`: a number of requests in a time.');
	const cell = (value: unknown) =>
		typeof value === 'number' ? `${value}` : Object.values(value as { limit: number; window: number }).join(' in ');
	const { buckets: _, ...discord } = profiles.discord.rest;
	for (const [key, value] of Object.entries(discord)) {
		const instant = profiles.instant.rest[key as keyof typeof discord];
		expect(told.find(([name]) => name === `\`${key}\``)?.slice(1, 3)).toEqual([cell(value), cell(instant)]);
	}
	expect(told.map(([name]) => name).sort()).toEqual(
		Object.keys(profiles.discord.rest)
			.map((key) => `\`${key}\``)
			.sort(),
	);
});

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DiscordEmulator } from 'rollcall-emulator';
import { expect, it } from 'vitest';
import { readMarkdown } from '../../docs/tests/readMarkdown.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const FOLDER = '../examples/test-your-bot/';
const page = readFileSync(here('../../docs/TESTING_WITHOUT_DISCORD.md'), 'utf8');
const blocks = readMarkdown(page).blocks.filter(({ source }) => source.startsWith(FOLDER));

it.each(blocks)('The page on testing shows $source as it is', ({ source, text }) => {
	expect(text).toBe(readFileSync(here(`../test-your-bot/${source.slice(FOLDER.length)}`), 'utf8').trimEnd());
});

it('The page on testing shows the whole example', () => {
	const shown = blocks.map(({ source }) => source.slice(FOLDER.length));
	expect(shown.sort()).toEqual(readdirSync(here('../test-your-bot')).sort());
});

it('The page on testing names only what the gateway of an emulator can be told', () => {
	const row = page.split('\n').find((line) => line.includes('`emulator.faults.gateway`:'));
	const named = [...(row?.split('`emulator.faults.gateway`:')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name);
	const { gateway } = new DiscordEmulator().faults;
	expect(named.length).toBeGreaterThan(3);
	expect(named.filter((name) => typeof Reflect.get(gateway, name ?? '') !== 'function')).toEqual([]);
});

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../tests/temporaryFolder.js';
import { loadEnvironment } from './loadEnvironment.js';
import { readEnvironment } from './readEnvironment.js';
import { VARIABLES } from './schema.js';

function folderWith(env?: string): string {
	const folder = temporaryFolder();
	if (env !== undefined) writeFileSync(join(folder, '.env'), env);
	return folder;
}

it('Reads the file .env of the folder, with its comments and quotes', () => {
	const folder = folderWith('# A comment\nLOG_LEVEL="warn"\nDATABASE_PATH=a.db # here\n');
	expect(loadEnvironment(folder, {})).toMatchObject({ logLevel: 'warn', databasePath: 'a.db' });
});

it('Works without the file', () => {
	expect(loadEnvironment(folderWith(), { LOG_LEVEL: 'warn' }).logLevel).toBe('warn');
});

it('Prefers the variables of the process, even if they are empty', () => {
	const folder = folderWith('DISCORD_TOKEN=abc\nLOG_LEVEL=warn');
	expect(loadEnvironment(folder, { LOG_LEVEL: '' })).toMatchObject({ token: 'abc', logLevel: 'info' });
	expect(() => loadEnvironment(folder, { DISCORD_TOKEN: '' })).toThrow(/DISCORD_TOKEN is set, but empty/);
});

it('Gives a demo no token and its own database, and still refuses an empty token', () => {
	const folder = folderWith('DISCORD_TOKEN=abc');
	expect(loadEnvironment(folder, {}, true)).toEqual(readEnvironment({}));
	expect(() => loadEnvironment(folder, { DISCORD_TOKEN: '' }, true)).toThrow(/DISCORD_TOKEN is set, but empty/);
});

it('Reports a file that cannot be read', () => {
	const folder = folderWith();
	mkdirSync(join(folder, '.env'));
	expect(() => loadEnvironment(folder, {})).toThrow(/\.env cannot be read.*Make it a readable file, or remove it/);
});

it('Accepts the example, which has every variable and no secret', () => {
	const example = readFileSync(new URL('../../.env.development', import.meta.url), 'utf8');
	expect(loadEnvironment(folderWith(example), {})).toEqual(readEnvironment({}));
	for (const name of VARIABLES) expect(example).toMatch(new RegExp(`^#?${name}=`, 'm'));
});

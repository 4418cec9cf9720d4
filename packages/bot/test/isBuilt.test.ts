import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { isBuilt } from '../bin/isBuilt.js';
import { temporaryFolder } from '../src/tests/temporaryFolder.js';

const BUILT = 1_000;
const SOURCES = [
	'bot/src/main.ts',
	'bot/src/tests/a.ts',
	'bot/src/a.test.ts',
	'bot/page/index.html',
	'rollcall/src/a/b.ts',
	'emulator/src/c.ts',
	'emulator/page/index.html',
	'csv/src/d.ts',
];
const OUTPUTS = [
	'bot/dist/.tsbuildinfo',
	'bot/dist/page/.built',
	'rollcall/dist/.tsbuildinfo',
	'emulator/dist/.tsbuildinfo',
	'emulator/dist/page/.built',
	'csv/dist/.tsbuildinfo',
];

/** Packages in which everything was written before the build. */
function packages() {
	const folder = temporaryFolder();
	const write = (path: string, time: number) => {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), '');
		utimesSync(join(folder, path), time, time);
	};
	for (const path of SOURCES) write(path, BUILT - 10);
	for (const path of OUTPUTS) write(path, BUILT);
	for (const path of [
		'bot/src',
		'bot/src/tests',
		'bot/page',
		'rollcall/src',
		'rollcall/src/a',
		'emulator/src',
		'emulator/page',
		'csv/src',
	])
		utimesSync(join(folder, path), BUILT - 10, BUILT - 10);
	return { folder, write, isFresh: () => isBuilt(join(folder, 'bot')) };
}

it('What was built after every source is started as it is, and tests do not count', () => {
	const { write, isFresh } = packages();
	expect(isFresh()).toBe(true);
	write('bot/src/tests/a.ts', BUILT + 10);
	write('bot/src/a.test.ts', BUILT + 10);
	expect(isFresh()).toBe(true);
});

it.each([
	'bot/src/main.ts',
	'bot/page/index.html',
	'rollcall/src/a/b.ts',
	'emulator/src/c.ts',
	'emulator/page/index.html',
])('It is built again if %s has changed, or is gone', (path) => {
	const changed = packages();
	changed.write(path, BUILT + 10);
	expect(changed.isFresh()).toBe(false);
	const removed = packages();
	rmSync(join(removed.folder, path));
	expect(removed.isFresh()).toBe(false);
});

it.each(OUTPUTS)('It is built if there is no %s', (path) => {
	const { folder, isFresh } = packages();
	rmSync(join(folder, path));
	expect(isFresh()).toBe(false);
});

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { bundle } from './bundle.js';

const DOORS = ['index', 'standalone'];

function aPackage() {
	const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const write = (path: string, text: string) => {
		mkdirSync(join(folder, path, '..'), { recursive: true });
		writeFileSync(join(folder, path), text);
		// As if it was written a while ago: a file system may count in whole ms.
		const before = new Date(Date.now() - 10_000);
		for (const past of [join(folder, path), join(folder, path, '..')]) utimesSync(past, before, before);
	};
	write('package.json', '{ "type": "module" }');
	write('tsconfig.json', '{}');
	write('src/room/Guest.ts', '/** A guest. */\nexport class Guest {}\nexport const unused: number = 1;\n');
	write(
		'src/index.ts',
		"import { sep } from 'node:path';\nexport { Guest } from './room/Guest.js';\nexport { sep };\n",
	);
	write('src/standalone.ts', "export { Guest } from './room/Guest.js';\n");
	const written = () =>
		readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' })
			.filter((path) => path !== '.npmignore')
			.sort();
	return { folder, write, written };
}

it('puts each door into one file, and what they share into another, so that both have the same classes', async () => {
	const { folder, written } = aPackage();
	expect(await bundle(folder, DOORS)).toBe(true);
	expect(written()).toEqual(['index.js', 'shared.js', 'standalone.js']);
	const [index, standalone] = await Promise.all(
		DOORS.map((door) => import(pathToFileURL(join(folder, `dist/${door}.js`)).href)),
	);
	expect(Object.keys(index).sort()).toEqual(['Guest', 'sep']);
	expect(index.Guest).toBe(standalone.Guest);
});

it('puts what some doors share into the same file as what all of them share', async () => {
	const { folder, write, written } = aPackage();
	write('src/room/Host.ts', '/** A host. */\nexport class Host {}\n');
	write('src/index.ts', "export { Guest } from './room/Guest.js';\nexport { Host } from './room/Host.js';\n");
	write('src/other.ts', "export { Guest } from './room/Guest.js';\nexport { Host } from './room/Host.js';\n");
	const doors = [...DOORS, 'other'];
	expect([await bundle(folder, doors), await bundle(folder, doors)]).toEqual([true, false]);
	expect(written()).toEqual(['index.js', 'other.js', 'shared.js', 'standalone.js']);
	const [index, other] = await Promise.all(
		['index', 'other'].map((door) => import(pathToFileURL(join(folder, `dist/${door}.js`)).href)),
	);
	expect([index.Guest, index.Host]).toEqual([other.Guest, other.Host]);
});

it('removes the scripts of an earlier build and the declarations of sources that are gone, and leaves the others', async () => {
	const { folder, write, written } = aPackage();
	write('dist/room/Guest.js', '');
	write('dist/room/Guest.d.ts', '');
	write('dist/room/Gone.d.ts', '');
	await bundle(folder, DOORS);
	expect(written()).toEqual(['index.js', 'room', 'room/Guest.d.ts', 'shared.js', 'standalone.js']);
});

it('does nothing while no source has changed, and bundles again when one has changed or is gone', async () => {
	const { folder, write } = aPackage();
	write('src/room/Alone.ts', '');
	expect([await bundle(folder, DOORS), await bundle(folder, DOORS)]).toEqual([true, false]);
	const later = new Date(Date.now() + 10_000);
	utimesSync(join(folder, 'src/room/Guest.ts'), later, later);
	expect(await bundle(folder, DOORS)).toBe(true);
	write('src/room/Guest.ts', 'export class Guest {}\n');
	expect(await bundle(folder, DOORS)).toBe(false);
	rmSync(join(folder, 'src/room/Alone.ts'));
	utimesSync(join(folder, 'src/room'), later, later);
	expect(await bundle(folder, DOORS)).toBe(true);
});

it('has a file of its own for what is imported on demand, whichever doors do so, and no door loads it', async () => {
	const { folder, write, written } = aPackage();
	write('src/saved/Store.ts', "import { Guest } from '../room/Guest.js';\nexport const store = () => new Guest();\n");
	const door = "export { Guest } from './room/Guest.js';\nexport const load = () => import('./saved/Store.js');\n";
	for (const name of DOORS) write(`src/${name}.ts`, door);
	await bundle(folder, DOORS, { name: 'saving', test: /src\/saved/ });
	expect(written()).toEqual(['index.js', 'saving.js', 'shared.js', 'standalone.js']);
	const loaded = ['index', 'standalone', 'shared'].map((name) => readFileSync(join(folder, `dist/${name}.js`), 'utf8'));
	expect(loaded.filter((code) => /from ['"]\.\/saving\.js/.test(code))).toEqual([]);
	const [index, standalone] = await Promise.all(
		DOORS.map((name) => import(pathToFileURL(join(folder, `dist/${name}.js`)).href)),
	);
	const { store } = await index.load();
	expect((await standalone.load()).store).toBe(store);
	expect(store()).toBeInstanceOf(index.Guest);
});

it('leaves out of the package the declarations to which no door leads', async () => {
	const { folder, write } = aPackage();
	write(
		'dist/index.d.ts',
		"import type { Guest } from './room/Guest.js';\nexport declare const at: import('./room/Table.js').Table;\n",
	);
	for (const name of ['Guest', 'Table', 'Chair']) write(`dist/room/${name}.d.ts`, 'export {};\n');
	for (const name of ['Table', 'Chair']) write(`src/room/${name}.ts`, 'export {};\n');
	await bundle(folder, DOORS);
	expect(readFileSync(join(folder, 'dist/.npmignore'), 'utf8')).toBe('/room/Chair.d.ts\n');
});

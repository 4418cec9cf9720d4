import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { ROOT } from '../workspace/index.js';
import { inline, inlinedIn } from './inline.js';

function aPackage() {
	const folder = mkdtempSync(join(tmpdir(), 'inline-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const write = (path: string, text: string) => {
		mkdirSync(join(folder, path, '..'), { recursive: true });
		writeFileSync(join(folder, path), text);
		const before = new Date(Date.now() - 10_000);
		utimesSync(join(folder, path), before, before);
	};
	write('package.json', '{ "type": "module" }');
	write('node_modules/guests/package.json', '{ "type": "module", "version": "1.2.3", "main": "index.js" }');
	write('node_modules/guests/LICENSE', 'Do what you like.\n');
	write(
		'node_modules/guests/index.js',
		'export const used = () => 7;\nexport const unused = () => "nobody wants it";\n',
	);
	write('src/bundled/guests.ts', "export { used } from 'guests';\n");
	write('dist/bundled/guests.js', "export { used } from 'guests';\n");
	const built = join(folder, 'dist/bundled/guests.js');
	return { folder, write, built };
}

it('puts the used part of a dependency into the build, below its licence, so that it needs no install', async () => {
	const { folder, built } = aPackage();
	expect(await inline(folder)).toEqual(['guests']);
	rmSync(join(folder, 'node_modules/guests/index.js'));
	const text = readFileSync(built, 'utf8');
	expect(text).toContain('Parts of guests 1.2.3:\n\nDo what you like.');
	expect(text).not.toContain('nobody wants it');
	expect((await import(pathToFileURL(built).href)).used()).toBe(7);
});

it('does nothing if that is done, and does it again for another version, after tsc, and for another choice', async () => {
	const { folder, write } = aPackage();
	expect([await inline(folder), await inline(folder)]).toEqual([['guests'], []]);
	write('node_modules/guests/package.json', '{ "type": "module", "version": "1.2.4", "main": "index.js" }');
	expect([await inline(folder), await inline(folder)]).toEqual([['guests'], []]);
	write('dist/bundled/guests.js', "export { used } from 'guests';\n");
	expect([await inline(folder), await inline(folder)]).toEqual([['guests'], []]);
	const later = new Date(Date.now() + 10_000);
	utimesSync(join(folder, 'src/bundled/guests.ts'), later, later);
	expect(await inline(folder)).toEqual(['guests']);
});

it('finds nothing in a package without such a room', async () => {
	const folder = join(ROOT, 'packages/csv');
	expect([inlinedIn(folder), await inline(folder)]).toEqual([[], []]);
});

const emulator = join(ROOT, 'packages/emulator');

/** The declarations that the entry of a package leads to, and the packages that they name. */
function namedBy(entry: string): Set<string> {
	const seen = new Set<string>();
	const named = new Set<string>();
	const follow = (file: string) => {
		if (seen.has(file)) return;
		seen.add(file);
		for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)) {
			if (!path.startsWith('.')) named.add(path);
			else follow(join(dirname(file), path.replace(/\.js$/, '.d.ts')));
		}
	};
	follow(entry);
	return named;
}

// `npm test` builds first, so that this is about what would be published.
it('leaves no name of an inlined dependency in the build of the emulator, nor in the declarations of its entry', () => {
	expect(inlinedIn(emulator).sort()).toEqual(['yaml', 'zod']);
	for (const name of inlinedIn(emulator)) {
		const built = join(emulator, 'dist/bundled', `${name}.js`);
		expect(existsSync(built)).toBe(true);
		expect(readFileSync(built, 'utf8')).not.toMatch(/\bfrom\s*["'](?!node:)/);
	}
	const { dependencies } = JSON.parse(readFileSync(join(emulator, 'package.json'), 'utf8'));
	const named = [...namedBy(join(emulator, 'dist/index.d.ts'))].filter((name) => !name.startsWith('node:'));
	expect(named.map((name) => name.split('/')[0]).filter((name) => !(String(name) in dependencies))).toEqual([]);
	expect(named.length).toBeGreaterThan(1);
});

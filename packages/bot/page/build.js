// Builds the status page into dist/page, unless it is built of these sources already.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const outDir = fileURLToPath(new URL('../dist/page/', import.meta.url));
/** Holds the hash of what the page was built of. */
const built = join(outDir, '.built');

const hash = hashOfSources();
if (existsSync(built) && readFileSync(built, 'utf8') === hash) {
	const now = new Date();
	utimesSync(built, now, now);
} else {
	await build();
	writeFileSync(built, hash);
}

function hashOfSources() {
	const sum = createHash('sha256');
	const { resolve } = createRequire(import.meta.url);
	for (const name of ['vite', 'uplot']) sum.update(readFileSync(findPackage(resolve(name))));
	for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
		const entry = join(root, name);
		if (/\.\w+$/.test(name)) sum.update(`${name}\n`).update(readFileSync(entry));
	}
	return sum.digest('hex');
}

/** The manifest of the package that a file belongs to. */
function findPackage(file) {
	const folder = join(file, '..');
	const manifest = join(folder, 'package.json');
	return existsSync(manifest) && 'version' in JSON.parse(readFileSync(manifest, 'utf8'))
		? manifest
		: findPackage(folder);
}

async function build() {
	const vite = await import('vite');
	await vite.build({
		root,
		configFile: false,
		logLevel: 'warn',
		build: {
			outDir,
			emptyOutDir: true,
			target: 'es2022',
			// The policy of the page allows no data: URLs.
			assetsInlineLimit: 0,
			modulePreload: false,
			reportCompressedSize: false,
		},
	});
}

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Builds a page with Vite, unless it is built of these sources already.
 *
 * @param {string} root - The folder of its index.html.
 * @param {string} outDir
 * @param {{ readonly folders?: readonly string[], readonly packages?: readonly string[] }} [of] - What it is built of beside its root and Vite.
 */
export async function buildPage(root, outDir, { folders = [], packages = [] } = {}) {
	/** Holds the hash of what the page was built of. */
	const built = join(outDir, '.built');
	const hash = hashOf([root, ...folders], ['vite', ...packages], join(root, 'index.html'));
	if (existsSync(built) && readFileSync(built, 'utf8') === hash) {
		const now = new Date();
		utimesSync(built, now, now);
		return;
	}
	await build(root, outDir);
	writeFileSync(built, hash);
}

function hashOf(folders, packages, from) {
	const sum = createHash('sha256');
	const { resolve } = createRequire(from);
	for (const name of packages) sum.update(readFileSync(findPackage(resolve(name))));
	for (const folder of folders)
		for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
			if (/\.\w+$/.test(name)) sum.update(`${name}\n`).update(readFileSync(join(folder, name)));
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

async function build(root, outDir) {
	// Loaded here, since most builds find nothing to do.
	const vite = await import('vite');
	await vite.build({
		root,
		base: './',
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

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const IMPORT = /(?:from|import)\s*\(?\s*['"](\.[^'"]+)\.js['"]/g;

/**
 * Keeps the declarations out of the package that no door leads to: two thirds of them are of insides. Other packages of the
 * workspace are compiled against the folder, so nothing is removed from it.
 */
export function leaveOutUnneeded(to: string, doors: readonly string[]): void {
	const needed = new Set<string>();
	for (const door of doors) follow(join(to, `${door}.d.ts`), needed);
	const all = readdirSync(to, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.d.ts'));
	const unneeded = all.filter((path) => !needed.has(join(to, path)));
	writeFileSync(join(to, '.npmignore'), unneeded.map((path) => `/${path}\n`).join(''));
}

/** Adds a declaration, and all that it imports. */
function follow(path: string, needed: Set<string>): void {
	if (needed.has(path) || !existsSync(path)) return;
	needed.add(path);
	for (const [, target = ''] of readFileSync(path, 'utf8').matchAll(IMPORT))
		follow(join(dirname(path), `${target}.d.ts`), needed);
}

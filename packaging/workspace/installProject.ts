import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.js';

/**
 * Makes a project of a folder, as you would to try a package: a package.json, and what `npm install` fetches.
 *
 * @param scripts - names of packages whose install scripts may run
 */
export async function installProject(
	folder: string,
	dependencies: Readonly<Record<string, string>>,
	scripts: readonly string[] = [],
): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const allowScripts = Object.fromEntries(scripts.map((name) => [name, true]));
	const manifest = { name: 'project', private: true, dependencies, allowScripts };
	writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
	await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: folder });
}

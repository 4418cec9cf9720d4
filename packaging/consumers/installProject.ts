import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../workspace/index.js';

/** Makes a project of an empty folder, as somebody would who tries a package: a package.json, and what `npm install` fetches. */
export async function installProject(folder: string, dependencies: Readonly<Record<string, string>>): Promise<void> {
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, dependencies }));
	await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: folder });
}

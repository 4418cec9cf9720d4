import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from '../workspace/index.js';

/** A Node that was installed from npm. */
export interface InstalledNode {
	/** The path of its program. */
	readonly program: string;
	/** The folder with its headers, for which native modules are compiled: `npm_config_nodedir`. */
	readonly nodedir: string;
}

/** Installs the newest Node of a major version from npm's own `node` package; gives the path of its program. */
export async function installNode(major: number): Promise<string> {
	const folder = join(ROOT, 'node_modules/.cache/nodes', String(major));
	mkdirSync(folder, { recursive: true });
	// Its install script fetches the package of the platform, also from npm.
	const manifest = { private: true, dependencies: { node: `^${major}` }, allowScripts: { node: true } };
	writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
	await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: folder });
	const program = join(folder, 'node_modules/node/bin/node');
	const version = await run(program, ['--version'], { cwd: folder });
	if (!version.startsWith(`v${major}.`)) throw new Error(`npm installed Node ${version} where ${major} was asked for`);
	return program;
}

/** The same with its headers, which are in npm's package of the platform. */
export async function installNodeToBuild(major: number): Promise<InstalledNode> {
	const program = await installNode(major);
	const platform = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
	const folder = join(ROOT, 'node_modules/.cache/nodes', `${major}-headers`);
	mkdirSync(folder, { recursive: true });
	const version = (await run(program, ['--version'], { cwd: folder })).trim().slice(1);
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: { [platform]: version } }));
	await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: folder });
	return { program, nodedir: join(folder, 'node_modules', platform) };
}

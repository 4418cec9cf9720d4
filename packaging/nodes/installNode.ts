import { join } from 'node:path';
import { installProject, ROOT, run } from '../workspace/index.js';

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
	// Its install script fetches the package of the platform, also from npm.
	await installProject(folder, { node: `^${major}` }, ['node']);
	const program = join(folder, 'node_modules/node/bin/node');
	const version = await run(program, ['--version'], { cwd: folder });
	if (!version.startsWith(`v${major}.`)) throw new Error(`npm installed Node ${version} instead of ${major}`);
	return program;
}

/** The same with its headers, which are in npm's package of the platform. */
export async function installNodeToBuild(major: number): Promise<InstalledNode> {
	const program = await installNode(major);
	const platform = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
	const folder = join(ROOT, 'node_modules/.cache/nodes', `${major}-headers`);
	const version = (await run(program, ['--version'], { cwd: ROOT })).trim().slice(1);
	await installProject(folder, { [platform]: version });
	return { program, nodedir: join(folder, 'node_modules', platform) };
}

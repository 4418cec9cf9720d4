import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

/** The room of a package whose files each stand for what it uses of a dependency of the same name. */
export const INLINED = 'src/bundled';
const BUILT = 'dist/bundled';

/** The names of the dependencies whose code is in the build of a package. */
export function inlinedIn(folder: string): string[] {
	const room = join(folder, INLINED);
	if (!existsSync(room)) return [];
	return readdirSync(room).flatMap((name) => (name.endsWith('.ts') ? [basename(name, '.ts')] : []));
}

/**
 * Puts the used part of each inlined dependency into the build, below its licence, so that users need not install all of it.
 * Call it after tsc. Does nothing if the build has it already.
 *
 * @returns the names of those that it wrote
 */
export async function inline(folder: string): Promise<string[]> {
	const stale = inlinedIn(folder).filter((name) => !isFresh(folder, name));
	for (const name of stale) await write(folder, name);
	return stale;
}

async function write(folder: string, name: string): Promise<void> {
	// Loaded here, since most builds find nothing to do.
	const { build } = await import('rolldown');
	const { output } = await build({
		cwd: folder,
		input: join(folder, INLINED, `${name}.ts`),
		external: /^node:/,
		platform: 'node',
		write: false,
		output: { format: 'esm', comments: false, minify: true },
	});
	if (output.length !== 1) throw new Error(`${name} does not fit into one file: ${output.length} were made.`);
	writeFileSync(builtAs(folder, name), `${bannerOf(folder, name)}\n${output[0].code}`);
}

/** tsc writes a file that imports the dependency. Ours begins with its licence, by its version. */
function isFresh(folder: string, name: string): boolean {
	const built = builtAs(folder, name);
	if (!existsSync(built) || !readFileSync(built, 'utf8').startsWith(bannerOf(folder, name))) return false;
	return statSync(join(folder, INLINED, `${name}.ts`)).mtimeMs < statSync(built).mtimeMs;
}

function bannerOf(folder: string, name: string): string {
	const source = dirname(createRequire(join(folder, 'package.json')).resolve(`${name}/package.json`));
	const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string };
	const licence = readFileSync(join(source, 'LICENSE'), 'utf8').trim();
	return `/*\nParts of ${name} ${version}:\n\n${licence}\n*/`;
}

const builtAs = (folder: string, name: string) => join(folder, BUILT, `${name}.js`);

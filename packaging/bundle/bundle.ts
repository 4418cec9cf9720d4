import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { leaveOutUnneeded } from './declarations.js';

/** The code that several doors share, so that both have the same classes. */
export const SHARED = 'shared.js';

/** What only some processes need: they import it at the moment at which they do. */
export interface OnDemand {
	readonly name: string;
	/** Matches the paths of its sources. */
	readonly test: RegExp;
}

/**
 * Puts the code behind each entry of a package into one file, so a process that imports it loads 2 modules instead of
 * 160. The comments stay in the declarations. Does nothing if no source has changed since.
 *
 * @returns whether it wrote anything
 */
export async function bundle(folder: string, doors: readonly string[], onDemand?: OnDemand): Promise<boolean> {
	const [from, to] = [join(folder, 'src'), join(folder, 'dist')];
	const wanted = [...doors.map((door) => `${door}.js`), SHARED, ...(onDemand ? [`${onDemand.name}.js`] : [])];
	if (isFresh(from, to, wanted)) return false;
	// Loaded here, since most builds find nothing to do.
	const { build } = await import('rolldown');
	const { output } = await build({
		cwd: folder,
		tsconfig: join(folder, 'tsconfig.json'),
		input: Object.fromEntries(doors.map((door) => [door, join(from, `${door}.ts`)])),
		external: /^[^./]/,
		platform: 'node',
		output: {
			dir: to,
			format: 'esm',
			chunkFileNames: '[name].js',
			comments: false,
			// One file however many doors share something, or each combination of doors would have its own.
			// What the part on demand needs beside its own must not lie in it, or the doors would load it.
			codeSplitting: {
				groups: [
					{ name: 'shared', minShareCount: 2, priority: 1, ...(onDemand && { test: (id) => !onDemand.test.test(id) }) },
					...(onDemand ? [onDemand] : []),
				],
			},
		},
	});
	const written = output.map(({ fileName }) => fileName);
	for (const path of scriptsIn(to)) if (!written.includes(path)) rmSync(join(to, path));
	for (const path of orphansIn(from, to)) rmSync(join(to, path));
	leaveOutUnneeded(to, doors);
	return true;
}

/** The declarations of sources that are gone; tsc leaves them. */
function orphansIn(from: string, to: string): string[] {
	const declarations = entriesOf(to).filter((path) => path.endsWith('.d.ts'));
	return declarations.filter((path) => !existsSync(join(from, path.replace(/\.d\.ts$/, '.ts'))));
}

function isFresh(from: string, to: string, wanted: readonly string[]): boolean {
	const outputs = wanted.map((name) => join(to, name));
	if (!outputs.every(existsSync) || scriptsIn(to).length > wanted.length) return false;
	const oldest = Math.min(...outputs.map((path) => statSync(path).mtimeMs));
	return entriesOf(from).every((path) => statSync(join(from, path)).mtimeMs < oldest);
}

/** The scripts of a folder, those of an earlier build too. */
function scriptsIn(folder: string): string[] {
	return existsSync(folder) ? entriesOf(folder).filter((path) => path.endsWith('.js')) : [];
}

/** Files and folders: a folder is newer than a file that was taken out of it. */
function entriesOf(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' });
}

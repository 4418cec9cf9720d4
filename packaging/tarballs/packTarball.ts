import { join } from 'node:path';
import { type Package, run } from '../workspace/index.js';
import type { Tarball } from './Tarball.js';

/** A tarball, as `npm pack --json` describes it. */
interface Packed {
	readonly filename: string;
	readonly files: readonly { readonly path: string }[];
}

/** Packs the build of a package as npm would ship it, into another folder. */
export async function packTarball({ folder, manifest }: Package, destination: string): Promise<Tarball> {
	const said = await run('npm', ['pack', '--json', '--pack-destination', destination], { cwd: folder });
	const [packed] = JSON.parse(said) as Packed[];
	if (packed === undefined) throw new Error(`npm packed nothing of ${manifest.name}: ${said}`);
	const paths = packed.files.map(({ path }) => path);
	return { folder, manifest, file: join(destination, packed.filename), paths };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from './Manifest.js';
import type { Package } from './Package.js';
import { ROOT } from './ROOT.js';

/** Every package under `packages/`; those that npm will ship are not `private`. */
export function readPackages(): Package[] {
	const packages = join(ROOT, 'packages');
	return readdirSync(packages).map((name) => {
		const folder = join(packages, name);
		return { folder, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest };
	});
}

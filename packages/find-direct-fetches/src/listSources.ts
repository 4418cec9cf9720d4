import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist']);
const SOURCE = /\.[cm]?[jt]sx?$/;
const DECLARATION = /\.d\.[cm]?ts$/;

/** Lists the sources below a folder in the order of their paths. Skips `node_modules`, `dist` and hidden folders. */
export function listSources(folder: string): string[] {
	// Links are not followed, since they may form a circle.
	return readdirSync(folder, { withFileTypes: true })
		.sort((a, b) => (a.name < b.name ? -1 : 1))
		.flatMap((entry) => {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) return SKIPPED.has(entry.name) || entry.name.startsWith('.') ? [] : listSources(path);
			return entry.isFile() && SOURCE.test(entry.name) && !DECLARATION.test(entry.name) ? [path] : [];
		});
}

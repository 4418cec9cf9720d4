import { readFile, writeFile } from 'node:fs/promises';
import { replacePart } from './betweenMarkers.js';
import { parts } from './parts.js';
import { readResults } from './readResults.js';

// Built into `bench/dist/pages`: three folders below the one that the pages are named from.
const ROOT = new URL('../../../', import.meta.url);

const results = await readResults(new URL('bench/results/', ROOT));
for (const { page, name, render } of parts) {
	const file = new URL(page, ROOT);
	await writeFile(file, replacePart(await readFile(file, 'utf8'), name, render(results)));
}
process.stdout.write(`Wrote the figures of ${[...new Set(parts.map(({ page }) => page))].join(' and ')}.\n`);

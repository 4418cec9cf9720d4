import { writeFile } from 'node:fs/promises';
import type { Measured } from '../promises/Measured.js';
import { keptFiles } from './keptFiles.js';
import { renderKept } from './renderKept.js';

/** Writes what is kept: as JSON, and as page and plot, which follow from it. */
export async function writeKept(kept: readonly Measured[]): Promise<void> {
	const { results, page, plot } = renderKept(kept);
	await writeFile(keptFiles.results, results);
	await writeFile(keptFiles.plot, plot);
	await writeFile(keptFiles.page, page);
}

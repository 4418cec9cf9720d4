import { readFile, writeFile } from 'node:fs/promises';
import { renderPanels } from '../plot/renderPanels.js';
import { gains } from './gains.js';
import type { Measured } from './Measured.js';
import { type Part, renderPage } from './reporting/renderPage.js';

const RESULTS = new URL('../../results/validation.json', import.meta.url);
const PAGE = new URL('../../../docs/performance.md', import.meta.url);
const PLOT = new URL('../../../docs/performance.svg', import.meta.url);

/** Writes what was measured where it is committed, in place of what was kept of the same gain: as JSON, page and plot. */
export async function keepMeasured(measured: Measured): Promise<void> {
	const others = (await readKept()).filter(({ gain }) => gain !== measured.gain);
	const kept = [...others, measured];
	const parts = gains.flatMap((gain): Part[] => {
		const own = kept.find((each) => each.gain === gain.name);
		return own ? [{ gain, measured: own }] : [];
	});
	await writeFile(RESULTS, `${JSON.stringify(parts.map((part) => part.measured))}\n`);
	await writeFile(PLOT, renderPanels(parts.flatMap((part) => part.gain.draw?.(part.measured.found) ?? [])));
	await writeFile(PAGE, renderPage(parts, 'performance.svg'));
}

async function readKept(): Promise<Measured[]> {
	try {
		return JSON.parse(await readFile(RESULTS, 'utf8')) as Measured[];
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
		throw error;
	}
}

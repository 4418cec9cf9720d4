import { mkdir, writeFile } from 'node:fs/promises';
import type { Report } from './Report.js';
import { renderMarkdown } from './renderMarkdown.js';
import { renderPlot } from './renderPlot.js';

const RESULTS = new URL('../../results/', import.meta.url);

/** Writes the report to the folder of committed results: as JSON, as Markdown, and as a plot. */
export async function keepResults(report: Report): Promise<void> {
	await mkdir(RESULTS, { recursive: true });
	await writeFile(new URL('latest.json', RESULTS), `${JSON.stringify(report, undefined, '\t')}\n`);
	await writeFile(new URL('latest.md', RESULTS), renderMarkdown(report));
	await writeFile(new URL('latest.svg', RESULTS), renderPlot(report));
}

import { readFile } from 'node:fs/promises';
import type { HugeReport } from '../huge/HugeReport.js';
import type { Report } from '../reporting/Report.js';
import type { Measured } from '../validation/promises/Measured.js';
import type { Results } from './parts.js';

/** Reads what was kept of the last full runs. @param folder - where results are committed */
export async function readResults(folder: URL): Promise<Results> {
	const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(new URL(name, folder), 'utf8'));
	const files = ['latest.json', 'validation.json'];
	const [report, validation] = await Promise.all(files.map(read));
	const huge = await read('huge.json').catch(() => undefined); // nobody may have waited for it yet
	return { report: report as Report, validation: validation as Measured[], huge: huge as HugeReport | undefined };
}

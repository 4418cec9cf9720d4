import { readFile } from 'node:fs/promises';
import type { Measured } from '../promises/Measured.js';
import { keptFiles } from './keptFiles.js';

/** What was measured of each gain when it was kept last; nothing if nothing was ever kept. */
export async function readKept(file: URL = keptFiles.results): Promise<Measured[]> {
	try {
		return JSON.parse(await readFile(file, 'utf8')) as Measured[];
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
		throw error;
	}
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FindOptions, findDirectFetches } from '../findDirectFetches.js';
import type { Finding } from '../findings/Finding.js';

/** The findings in one file with this text. */
export function findIn(code: string, options?: FindOptions): Finding[] {
	const folder = mkdtempSync(join(tmpdir(), 'direct-'));
	try {
		const file = join(folder, 'case.ts');
		writeFileSync(file, code);
		return findDirectFetches([file], options);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

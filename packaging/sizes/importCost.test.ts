import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { measureImport } from '../../bench/imports/measureImport.js';
import { ROOT } from '../workspace/index.js';

/** The promise: the figure in the README may not be higher. */
const MOST_MB = 2;
const SAID = /its import takes ([\d.]+) MB of heap/;

/*
 * `npm test` builds first, so that this is about what would be published. V8 keeps 0.75 to 1 MB, by what it has collected when the
 * modules are there, so the README's figure is the upper end. A second copy of `@discordjs/rest` beside the one that discord.js
 * loads would take 0.8 MB, and shows. Times differ by machine: the bench has them.
 */
it('takes no more heap to import after discord.js than the README says', async () => {
	const said = Number(SAID.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))?.[1]);
	const { heapBytes } = await measureImport({ base: 'discord.js', own: 'rollcall' });
	expect(said).toBeLessThanOrEqual(MOST_MB);
	expect(heapBytes / 1e6).toBeLessThan(1.1 * said);
	expect(heapBytes / 1e6).toBeGreaterThan(said / 2);
});

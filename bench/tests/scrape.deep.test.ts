import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runScript } from './runScript.js';

/** The script of `npm run bench:scrape`; `npm run test:deep` builds it before the tests. */
const SCRAPE = fileURLToPath(new URL('../dist/scrape/main.js', import.meta.url));

it('a scrape is measured with no guild, ten and all of them labelled, and its answers are checked', async () => {
	const { code, stdout, stderr } = await runScript(SCRAPE, ['--guilds', '60']);
	expect([code, stderr]).toEqual([0, '']);
	const rows = [...stdout.matchAll(/^guildLabels: (\d+) +([\d.]+) ms of CPU +([\d.]+) kB {2}(?:reached|missed)$/gm)];
	expect(rows.map(([, labels]) => labels)).toEqual(['0', '10', '60']);
	expect(Number(rows[2]?.[3])).toBeGreaterThan(Number(rows[0]?.[3]));
});

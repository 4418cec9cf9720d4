import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { findRedis } from '../../packages/redis/src/tests/RedisServer.js';
import { runScript } from './runScript.js';

/** The script of `npm run bench:workers`; `npm run test:deep` builds it before the tests. */
const WORKERS = fileURLToPath(new URL('../dist/workers/main.js', import.meta.url));

it.runIf(findRedis())('workers are measured with a few guilds, and their lists are compared', async () => {
	const { code, stdout } = await runScript(WORKERS, ['--guilds', '20', '--members', '3000', '--seconds', '2']);
	expect(code).toBe(0);
	expect(stdout).toContain('after the 400 changes once more');
	expect(stdout).toMatch(/hot read while Redis answers nobody, median \| [\d.< ]+ ms \| 1 \| reached/);
	expect(stdout).not.toContain('NaN');
});

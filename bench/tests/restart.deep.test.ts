import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runScript } from './runScript.js';

/** The scripts of `npm run bench:restart` and `bench:workers`; `npm run test:deep` builds them before the tests. */
const script = (path: string) => fileURLToPath(new URL(path, import.meta.url));

it('a restart is measured with a few guilds, and its lists are compared', async () => {
	const { code, stdout } = await runScript(script('../dist/restart/main.js'), ['--guilds', '20', '--members', '3000']);
	expect(code).toBe(0);
	expect(stdout).toContain('| standalone: requests for members of a resume | 0 | 0 | reached |');
	expect(stdout).toMatch(/bytes a member on disk \| \d+\.\d \| 60 /);
	expect(stdout).not.toContain('NaN');
});

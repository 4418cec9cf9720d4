import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { findRedis } from '../../packages/redis/src/tests/RedisServer.js';
import type { ScriptRun } from '../tests/runScript.js';

/** The script of `npm run demo:fleet`; `npm run test:deep` builds it before the tests. */
const FLEET = fileURLToPath(new URL('../dist/fleet/main.js', import.meta.url));

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<ScriptRun> {
	return new Promise((resolve) => {
		execFile(process.execPath, [FLEET, ...args], { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
			resolve({ code: error ? error.code : 0, stdout, stderr });
		});
	});
}

it.runIf(findRedis())('the fleet: right, one request for 40 callers, none after a kill and a restart', async () => {
	const { code, stdout, stderr } = await run(['--guilds', '8', '--members', '500']);
	expect({ code, stderr, verdict: stdout.split('\n').at(-2) }).toEqual({
		code: 0,
		stderr: '',
		verdict: 'Every list was compared with the truth: all right.',
	});
	for (const shard of [0, 1, 2, 3]) expect(stdout).toMatch(new RegExp(`shard ${shard}: owner \\w{8}, number 1`));
	const ours = stdout.split('\n').filter((line) => /│ (rollcall|worker) /.test(line));
	const asked = ours.map((line) => Number(/│ +(\d+) \+ \d+ │/.exec(line)?.[1]));
	expect(asked).toEqual([1, 11, 0, 0, 0]);
	expect(stdout.split('\n').filter((line) => line.includes('│ discord.js'))).toHaveLength(4);
});

it('the fleet says how to install a Redis if there is none', async () => {
	const { code, stdout, stderr } = await run([], { PATH: '/nowhere', REDIS_URL: '' });
	expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
	expect(stderr).toMatch(/^There is no redis-server\. Install it, .*REDIS_URL\.\n$/);
});

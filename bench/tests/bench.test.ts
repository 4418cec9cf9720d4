import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runScript } from './runScript.js';

/** The script of `npm run bench`; `npm run test:deep` builds it before the tests. */
const BENCH = fileURLToPath(new URL('../dist/main.js', import.meta.url));

function runBench(...args: string[]) {
	return runScript(BENCH, args);
}

describe('the bench', () => {
	it('measures two sides in a small guild, checks their answers, and prints a table', async () => {
		const { code, stdout, stderr } = await runBench(
			'--members',
			'300',
			'--rounds',
			'1',
			'--sides',
			'discord.js,service',
		);
		expect(stderr).toMatch(/^1\/2: discord\.js, .*\n2\/2: rollcall beside default caches, .*\n$/);
		expect(code).toBe(0);
		const lines = stdout.split('\n');
		expect(lines).toContain('## 300 members, median of one round');
		expect(lines.find((line) => line.startsWith('| second call |'))).toMatch(/\| refused \| [\d.]+ ms \|$/);
		expect(lines.find((line) => line.startsWith('| CPU of a full fetch |'))).toMatch(
			/\| \d.* ms \| \d.* ms \(\d.*×\) \|$/,
		);
	});

	it('ends with a message and code 1 for a wrong argument, before anything is started', async () => {
		const { code, stdout, stderr } = await runBench('--sides', 'nobody');
		expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
		expect(stderr).toContain('nobody');
	});
});

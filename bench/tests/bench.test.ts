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

	it('measures many small guilds alone, and says which goals it reached', async () => {
		const { code, stdout, stderr } = await runBench(
			'--small-guilds',
			'20',
			'--rounds',
			'1',
			'--sides',
			'discord.js,service-roster-cache',
		);
		expect(stderr).not.toContain('WRONG');
		expect(code).toBe(0);
		const lines = stdout.split('\n');
		expect(lines).toContainEqual(
			expect.stringMatching(/^## 20 guilds with [\d,]+ members together, median of one round$/),
		);
		expect(lines).toContain('| ratio to discord.js, or figure | many small guilds |');
		expect(lines.find((line) => line.startsWith('| users.cache.get of a stranger'))).toContain(' µs');
	});

	it('asks objects what a bot asks them, of a cache and of an answer', async () => {
		const { code, stdout } = await runBench(
			'--members',
			'300',
			'--rounds',
			'1',
			'--sides',
			'discord.js,service-roster-cache',
		);
		expect(code).toBe(0);
		const lines = stdout.split('\n');
		expect(lines.find((line) => line.startsWith('| walk of flags, later calls |'))).toMatch(
			/\| [\d.]+ ms \| [\d.]+ ms \([\d.,]+×\) \| [\d.]+ ms \([\d.,]+×\) \|$/,
		);
		expect(lines.find((line) => line.startsWith('| cache.get |'))).toContain('×');
	});

	it('ends with a message and code 1 for a wrong argument, before anything is started', async () => {
		const { code, stdout, stderr } = await runBench('--sides', 'nobody');
		expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
		expect(stderr).toContain('nobody');
	});
});

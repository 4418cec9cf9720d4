import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runScript } from './runScript.js';

/** The script of `npm run bench`; `npm run test:deep` builds it before the tests. */
const BENCH = fileURLToPath(new URL('../dist/main.js', import.meta.url));

function runBench(...args: string[]) {
	return runScript(BENCH, args);
}

describe('the bench', () => {
	it('measures sides in a small guild, checks their answers, and asks objects what a bot asks them', async () => {
		const { code, stdout, stderr } = await runBench(
			'--members',
			'300',
			'--rounds',
			'1',
			'--sides',
			'discord.js,service,service-roster-cache',
		);
		expect(stderr).toMatch(
			/^1\/3: discord\.js, .*\n2\/3: rollcall beside default caches, .*\n3\/3: rollcall as the caches, .*\n$/,
		);
		expect(code).toBe(0);
		const lines = stdout.split('\n');
		const row = (name: string) => lines.find((line) => line.startsWith(`| ${name} |`));
		expect(lines).toContain('## 300 members, median of one round');
		expect(row('second call')).toMatch(/\| refused \| [\d.]+ ms \| [\d.]+ ms \|$/);
		expect(row('CPU of a full fetch')).toMatch(/\| \d.* ms \| \d.* ms \(\d.*×\) \| \d.* ms \(\d.*×\) \|$/);
		expect(row('walk of flags, later calls')).toMatch(/\| [\d.]+ ms( \| [\d.]+ ms \([\d.,]+×\)){3} \|$/);
		expect(row('cache.get')).toContain('×');
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

	it('ends with a message and code 1 for a wrong argument, before anything is started', async () => {
		const { code, stdout, stderr } = await runBench('--sides', 'nobody');
		expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
		expect(stderr).toContain('nobody');
	});
});

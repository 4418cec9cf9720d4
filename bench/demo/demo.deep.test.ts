import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runScript } from '../tests/runScript.js';
import { scenarios } from './scenarios.js';

/** The script of `npm run demo`; `npm run test:deep` builds it before the tests. */
const DEMO = fileURLToPath(new URL('../dist/demo/main.js', import.meta.url));
/** The script of `npm run demo:memory`. */
const MEMORY = fileURLToPath(new URL('../dist/demo/memory.js', import.meta.url));

function runDemo(...args: string[]) {
	return runScript(DEMO, args);
}

// Each plays in a process of its own and mostly waits there: side by side.
describe.concurrent('the demo', () => {
	it('plays every scenario to both sides, finds the service right, and prints plain text', async () => {
		const { code, stdout, stderr } = await runDemo('--members', '2500');
		expect(stderr).toBe('');
		expect(stdout).toContain('Every answer of the service was checked: all right.');
		expect(code).toBe(0);
		const lines = stdout.split('\n');
		for (const { name } of scenarios) {
			const at = lines.findIndex((line) => line.startsWith(`│ ${name} `));
			expect(lines[at], name).toContain('│ discord.js │');
			const ours = lines.slice(at + 1).find((line) => line.includes('│ rollcall   │'));
			expect(ours, name).toMatch(/│ (10 )?complete +│$/);
		}
		expect(stdout.match(/│ rollcall {3}│/g)).toHaveLength(scenarios.length);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
		expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
	});

	it('ends with code 2 and one message for a wrong argument, before anything is started', async () => {
		const wrongSize = await runDemo('--members', 'many');
		expect(wrongSize).toMatchObject({ code: 2, stdout: '' });
		expect(wrongSize.stderr).toMatch(/^--members is "many".*\nUsage: .*\n$/);
		const wrongName = await runDemo('--member', '2500');
		expect(wrongName).toMatchObject({ code: 2, stdout: '' });
		expect(wrongName.stderr).toContain("'--member'");
	});
});

describe.concurrent('the figures of memory', () => {
	it('show that a client without members takes what the second copy cost off the bill', async () => {
		const { stdout, stderr, code } = await runScript(MEMORY, ['--members', '5000']);
		expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
		const bytes = Array.from(stdout.matchAll(/ (\d+) bytes a member$/gm), ([, each]) => Number(each));
		expect(bytes).toHaveLength(3);
		const [alone = 0, both = 0, lean = 0] = bytes;
		expect(alone).toBeGreaterThan(0);
		expect(lean).toBeGreaterThan(0);
		expect(both - lean).toBeGreaterThan(alone / 4);
	});
});

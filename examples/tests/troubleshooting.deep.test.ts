import { exec } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readMarkdown } from '../../docs/tests/readMarkdown.js';
import { cases } from '../../packages/emulator/src/cases/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(`${root}/docs/DISCORD_MEMBER_FETCH_TROUBLESHOOTING.md`, 'utf8');
const { blocks } = readMarkdown(page);

/** Each command of the page, with the output that is shown below it. */
const commands = blocks.flatMap(({ language, text }, index) =>
	language === 'sh' ? [{ command: text, output: blocks[index + 1]?.text ?? '' }] : [],
);

/** The output on the page; `…` stands for text that differs from run to run. */
function pattern(shown: string): RegExp {
	const parts = shown.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^${parts.join('[^\\n]+?')}\\n$`);
}

/** Runs a command as a shell would, with what npx finds found. */
async function outputOf(command: string): Promise<string> {
	const PATH = [`${root}/node_modules/.bin`, process.env.PATH].join(delimiter);
	const { stdout } = await promisify(exec)(command.replace(/^npx /, ''), { cwd: root, env: { ...process.env, PATH } });
	return stdout;
}

describe('the page on troubleshooting', () => {
	it('shows what each of its commands prints', () => {
		expect(commands.length).toBeGreaterThan(20);
		expect(blocks.map(({ language }) => language)).toEqual(commands.flatMap(() => ['sh', 'text']));
	});

	it('reproduces every case of the emulator, and no other', () => {
		const shown = commands.map(({ command }) => /^npx rollcall-emulator reproduce (\S+) -- node /.exec(command)?.[1]);
		expect(new Set(shown)).toEqual(new Set(Object.keys(cases)));
	});

	it('shows every error code being had', () => {
		const codes = [...page.matchAll(/^### ([A-Z_]+)$/gm)].map(([, code]) => code);
		const had = commands.flatMap(({ output }) => output.match(/(?<=^error: |\[)[A-Z_]+/gm) ?? []);
		expect(codes.filter((code) => !had.includes(code ?? ''))).toEqual([]);
	});

	it.concurrent.each(commands)('$command', async ({ command, output }) => {
		expect(await outputOf(command)).toMatch(pattern(output));
	});
});

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { installPackage } from '../../packaging/debian/installPackage.js';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const MAIN = at('../../packages/emulator/bin/rollcall-emulator.js');
const NEEDED = ['python3', 'python3-aiohttp', 'curl'];
/** Debian's own comes first: its packages belong to it. */
const PYTHONS = ['/usr/bin/python3', 'python3'];

const pythonWithAiohttp = () => PYTHONS.find((python) => spawnSync(python, ['-c', 'import aiohttp']).status === 0);
const hasCurl = () => spawnSync('curl', ['--version']).status === 0;

/** The Python of this machine. On Debian what is missing is installed, if this user may do so, as in a container. */
function findPython(): string {
	if (!pythonWithAiohttp() || !hasCurl()) for (const name of NEEDED) installPackage(name);
	const python = pythonWithAiohttp();
	if (python !== undefined && hasCurl()) return python;
	const missing = [python === undefined && 'a Python with aiohttp', !hasCurl() && 'curl'].filter(Boolean).join(' and ');
	throw new Error(`These tests need ${missing}. On Debian: sudo apt-get install ${NEEDED.join(' ')}.`);
}

async function run(...argv: string[]) {
	const child = spawn(process.execPath, [MAIN, ...argv], { cwd: at('../from-any-language') });
	let said = '';
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (text) => {
			said += text;
		});
	const [code] = await once(child, 'close');
	return { code, said };
}

// `npm test` builds first: these are commands of the package.
describe('the examples from any language', () => {
	let python = '';
	beforeAll(() => {
		python = findPython();
	});

	it('a suite in Python passes, with a bot in Python', async () => {
		const { code, said } = await run('--members', '60', '--control', '--', python, '-m', 'unittest', '-v');
		expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('Ran 4 tests') });
	});

	it('a suite in Python fails if the bot does not do what it expects', async () => {
		const { code, said } = await run(
			'--members',
			'61',
			'--control',
			'--',
			python,
			'-m',
			'unittest',
			'test_bot.BotTest.test_a_new_test_has_a_new_world',
		);
		expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('AssertionError: 61 != 60') });
	});

	it('a test with curl passes', async () => {
		const { code, said } = await run('--members', '60', '--control', '--', 'sh', 'test_with_curl.sh', python, 'bot.py');
		expect({ code, said }).toEqual({
			code: 0,
			said: expect.stringMatching(/ok: the bot greets a newcomer\nok: a mistake is named/),
		});
	});

	it('a scenario passes with a bot in Python', async () => {
		const { code, said } = await run('run', 'greeter.yaml', '--', python, 'bot.py');
		expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('✓ and greets nobody twice') });
	});
});

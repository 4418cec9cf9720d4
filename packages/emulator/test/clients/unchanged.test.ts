import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const MEMBERS = 2500;
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// `npm test` builds first: Node loads what is built before a bot.
describe('a bot that knows nothing of the emulator', () => {
	it.each(['discordjs', 'oceanic', 'seyfert'])('gets every member with %s, unchanged', async (library) => {
		const { code, stdout, stderr } = await run(at(`./bots/${library}.mjs`));
		expect({ code, last: stdout.trim().split('\n').at(-1), stderr }).toMatchObject({ code: 0, last: String(MEMBERS) });
	});
});

async function run(bot: string) {
	const command = [at('../../bin/rollcall-emulator.js'), '--members', String(MEMBERS), '--', process.execPath, bot];
	const child = spawn(process.execPath, command, { cwd: at('.') });
	const out = { stdout: '', stderr: '' };
	for (const name of ['stdout', 'stderr'] as const)
		child[name].on('data', (text) => {
			out[name] += text;
		});
	const [code] = await once(child, 'close');
	return { code, ...out };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const BOT = [process.execPath, at('./bot.mjs')];

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
	const child = spawn(process.execPath, [at('../../bin/rollcall-emulator.js'), ...args, '--', ...BOT], {
		cwd: at('.'),
		env: { ...process.env, ...env },
	});
	let said = '';
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (text) => {
			said += text;
		});
	onTestFinished(() => void child.kill('SIGKILL'));
	return { child, said: () => said, ended: once(child, 'close').then(([code]) => code as number) };
}

// `npm run test:deep` builds first: Node runs what is built.
it('a session of a bot in a process of its own becomes a file that it passes, and another bot does not', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'record-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const file = join(folder, 'hello.yaml');
	const recording = run(['record', file, '--members', '30', '--control-token', 'secret']);
	await expect.poll(recording.said).toMatch(/Control {2}http[\s\S]+^ready$/m);
	const [, url] = /Control {2}(http\S+)/.exec(recording.said()) ?? [];
	const response = await fetch(`${url}/actors/owner/run`, {
		method: 'POST',
		headers: { authorization: 'Bearer secret' },
		body: JSON.stringify({ command: 'hello', answerWithin: 60_000 }),
	});
	expect(response.status).toBe(200);
	recording.child.kill('SIGTERM');
	expect(await recording.ended, recording.said()).toBe(0);
	expect(readFileSync(file, 'utf8')).toContain('content: Hello!');

	const [same, other] = [run(['run', file]), run(['run', file], { GREETING: 'Hi' })];
	expect(await same.ended, same.said()).toBe(0);
	expect(await other.ended, other.said()).toBe(1);
	expect(other.said()).toMatch(/No such answer came/);
	expect(existsSync(file)).toBe(true);
});

it('record without a file or a bot says what is missing', async () => {
	const { ended, said } = run(['record']);
	expect(await ended).toBe(2);
	expect(said()).toContain('Name the file of the scenario');
});

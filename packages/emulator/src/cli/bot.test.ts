import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type RunArguments, readArguments } from './readArguments.js';
import { runEmulator } from './runEmulator.js';

/** Runs the command with a bot; `stop` passes a signal on. */
function run(...argv: string[]) {
	const controller = new AbortController();
	const said: string[] = [];
	const ended = runEmulator(readArguments(argv) as RunArguments, (text) => said.push(text), controller.signal);
	ended.catch(() => undefined);
	onTestFinished(async () => {
		controller.abort();
		await ended.catch(() => undefined);
	});
	return { said, ended, stop: (signal?: NodeJS.Signals) => controller.abort(signal) };
}

const bot = (source: string) => ['--', process.execPath, '--input-type=module', '--eval', source];

describe('rollcall-emulator -- bot', () => {
	it('gives a bot the addresses, the token and the ids in its environment, and ends with its exit code', async () => {
		const { ended, said } = run(
			'--members',
			'30',
			...bot(`
				const { DISCORD_API_BASE, DISCORD_GATEWAY_URL, DISCORD_TOKEN, DISCORD_GUILD_ID, DISCORD_CLIENT_ID } = process.env;
				const headers = { authorization: 'Bot ' + DISCORD_TOKEN };
				const me = await (await fetch(DISCORD_API_BASE + '/v10/users/@me', { headers })).json();
				const guild = await (await fetch(DISCORD_API_BASE + '/v10/guilds/' + DISCORD_GUILD_ID, { headers })).json();
				const { url } = await (await fetch(DISCORD_API_BASE + '/v10/gateway')).json();
				process.exit(me.id === DISCORD_CLIENT_ID && guild.id === DISCORD_GUILD_ID && url === DISCORD_GATEWAY_URL ? 7 : 1);`),
		);
		expect(await ended).toBe(7);
		expect(said.join('')).toMatch(/^REST {5}http/);
	});

	it('tells a bot nothing of the control API unless it was asked for, though there is a page', async () => {
		const source = "process.exit(Object.keys(process.env).some((key) => key.startsWith('ROLLCALL_CONTROL')) ? 5 : 6)";
		const without = run('--members', '30', ...bot(source));
		expect(await without.ended).toBe(6);
		expect(without.said.join('')).toMatch(/^Page {5}http.*\/page\/#/m);
		expect(await run('--members', '30', '--control', ...bot(source)).ended).toBe(5);
	});

	it('keeps the options that Node has already', async () => {
		const { NODE_OPTIONS } = process.env;
		process.env.NODE_OPTIONS = '--max-http-header-size=9999';
		onTestFinished(() => {
			if (NODE_OPTIONS === undefined) delete process.env.NODE_OPTIONS;
			else process.env.NODE_OPTIONS = NODE_OPTIONS;
		});
		const { ended } = run(...bot("import http from 'node:http'; process.exit(http.maxHeaderSize === 9999 ? 4 : 1)"));
		expect(await ended).toBe(4);
	});

	it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
		'passes %s on to the bot, and waits for its end',
		async (signal) => {
			const folder = mkdtempSync(join(tmpdir(), 'emulator-bot-'));
			onTestFinished(() => rmSync(folder, { recursive: true }));
			const listens = join(folder, 'listens');
			const { ended, stop } = run(
				...bot(`
				import { writeFileSync } from 'node:fs';
				process.on('${signal}', () => setTimeout(() => process.exit(9), 50));
				setInterval(() => undefined, 1000);
				writeFileSync(${JSON.stringify(listens)}, '');`),
			);
			await expect.poll(() => existsSync(listens)).toBe(true);
			stop(signal);
			expect(await ended).toBe(9);
		},
	);

	it('ends with 128 and the number of the signal, as a shell does, if a signal ends the bot', async () => {
		const { ended } = run(...bot("process.kill(process.pid, 'SIGKILL'); setInterval(() => undefined, 1000)"));
		expect(await ended).toBe(137);
	});

	it('says so if the bot cannot be started, and leaves nothing behind', async () => {
		await expect(run('--', 'no-such-command').ended).rejects.toThrow('no-such-command');
	});

	it('writes what it says beside the output of the bot, which stays as it is', async () => {
		const main = fileURLToPath(new URL('../../bin/rollcall-emulator.js', import.meta.url));
		const child = spawn(process.execPath, [
			main,
			'--members',
			'30',
			'--',
			process.execPath,
			'--eval',
			'console.log("only this")',
		]);
		const out = { stdout: '', stderr: '' };
		child.stdout.on('data', (text) => {
			out.stdout += text;
		});
		child.stderr.on('data', (text) => {
			out.stderr += text;
		});
		const [code] = await once(child, 'close');
		expect({ code, stdout: out.stdout }).toEqual({ code: 0, stdout: 'only this\n' });
		expect(out.stderr).toContain('Token');
	});
});

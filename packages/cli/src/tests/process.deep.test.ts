import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TELL_WAITING, waitedMs } from '../../../emulator/src/tests/waitedMs.js';
import { aFolder, anEmulator } from './rollcall.js';
import { type Program, runProgram } from './runProgram.js';

/** An emulator for a bot in another process. */
const anEmulatorFor = (members: number) => anEmulator({ guilds: [{ members }], gateway: { helloDelay: 100 } });

/** An export into a folder, of which some chunks have come and others come slowly. */
async function anExportAmid() {
	const { argv, env, guild, emulator } = await anEmulatorFor(5_500);
	const folder = aFolder();
	const begun = new Promise<void>((resolve) => {
		emulator.faults.add({
			on: 'memberRequest',
			full: true,
			delayEach: 500,
			after: { chunks: 2, do: () => resolve() },
		});
	});
	const program = runProgram(argv('export', guild.id, '--out', join(folder, 'all.csv')), { env });
	await begun;
	return { program, folder };
}

/** The process that a program has started. */
const childOf = ({ pid }: Program) => Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'));

describe('the program', () => {
	it('ends with 0 after an export, 2 after a wrong argument, and 1 after a failure', async () => {
		const { argv, env, guild } = await anEmulatorFor(300);
		const good = runProgram(argv('export', guild.id, '--format', 'jsonl'), { env });
		const wrong = runProgram(argv('export', guild.id, '--format', 'xml'), { env });
		const failed = runProgram(argv('export', '123456789012345678'), { env });
		expect([await good.end, await wrong.end, await failed.end]).toEqual([0, 2, 1]);
		expect(good.out().trimEnd().split('\n')).toHaveLength(300);
		expect([wrong.out(), failed.out()]).toEqual(['', '']);
		expect(failed.err()).not.toContain('    at ');
	});

	it.each([
		['SIGINT', 130],
		['SIGTERM', 143],
	] as const)('ends with its code after %s, and leaves no file', async (signal, code) => {
		const { program, folder } = await anExportAmid();
		expect(readdirSync(folder)).toHaveLength(1); // the file in the making, with a dot
		program.kill(signal);
		expect([await program.end, readdirSync(folder)]).toEqual([code, []]);
	});

	it('leaves no file if it is told twice to end', async () => {
		const { program, folder } = await anExportAmid();
		program.kill('SIGINT');
		program.kill('SIGINT');
		expect([await program.end, readdirSync(folder)]).toEqual([130, []]);
	});

	it.runIf(existsSync('/dev/full'))('ends with 1 if the disk behind stdout is full', async () => {
		const { argv, env, guild } = await anEmulatorFor(300);
		const full = openSync('/dev/full', 'w');
		const program = runProgram(argv('export', guild.id), { env, stdout: full });
		expect(await program.end).toBe(1);
		closeSync(full);
		expect(program.err()).toContain('the disk is full (ENOSPC)');
	});

	it('ends with 1 if a file would be too large, keeps the one of before, and leaves nothing else', async () => {
		const { argv, env, guild } = await anEmulatorFor(3_000);
		const folder = aFolder();
		const file = join(folder, 'all.csv');
		writeFileSync(file, 'of before');
		const program = runProgram(argv('export', guild.id, '--out', file), { env, shell: 'ulimit -f 100' });
		expect(await program.end).toBe(1);
		expect(program.err()).toContain('the file would be larger than allowed (EFBIG). Nothing stays of it.');
		expect(readdirSync(folder)).toEqual(['all.csv']);
	});

	it('ends with 1 if the reader of stdout is gone, without a stack', async () => {
		const { argv, env, guild } = await anEmulatorFor(3_000);
		const program = runProgram(argv('export', guild.id), { env });
		program.closeStdout();
		expect(await program.end).toBe(1);
		expect(program.err()).toMatch(/its reader has closed it \(EPIPE\)/);
		expect(program.err()).not.toContain('    at ');
	});

	it.each(['guilds', 'roles'])('ends with 1 without a stack if the reader of %s is gone', async (name) => {
		const { argv, env, guild } = await anEmulatorFor(30);
		const program = runProgram(argv(name, ...(name === 'roles' ? [guild.id] : [])), { env });
		program.closeStdout();
		expect([await program.end, program.err()]).toEqual([
			1,
			'rollcall: stdout could not be written: its reader has closed it (EPIPE). The output is not whole.\n',
		]);
	});

	it('ends soon after SIGINT, though the gateway takes the connection and never answers', async () => {
		const id = '81384788765712384';
		let answered = () => {};
		const connected = new Promise<void>((resolve) => {
			answered = resolve;
		});
		const server = createServer((request, response) => {
			const { port } = server.address() as AddressInfo;
			const path = request.url?.replace(/^\/api\/v10|\?.*$/g, '') ?? '';
			const session_start_limit = { total: 1_000, remaining: 999, reset_after: 0, max_concurrency: 1 };
			const body = {
				'/users/@me': { id: '1', username: 'bot', bot: true },
				[`/guilds/${id}`]: { id, name: 'Guild', roles: [] },
				'/gateway/bot': { url: `ws://127.0.0.1:${port}`, shards: 1, session_start_limit },
			}[path];
			response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
		});
		const sockets = new Set<Duplex>();
		server.on('upgrade', (_, socket) => {
			sockets.add(socket.on('error', () => {}));
			answered();
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		onTestFinished(() => {
			for (const socket of sockets) socket.destroy();
			server.close();
		});
		const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
		const program = runProgram(['export', id, '--api', api], {
			env: { DISCORD_TOKEN: 'my-token' },
			node: [TELL_WAITING],
		});
		await connected;
		program.kill('SIGINT');
		expect(await program.end).toBe(130);
		expect(program.err()).toContain('rollcall: interrupted. Nothing was written.\n');
		// The library gives the handshake 30 s.
		expect(waitedMs(program.err())).toBeLessThan(25_000);
	});

	it.runIf(existsSync('/proc/self/task'))('ends soon after SIGINT, though the gateway says no goodbye', async () => {
		const emulator = runProgram(['emulator', 'reproduce', 'slow-gateway', '--json']);
		await expect.poll(() => emulator.out()).toContain('\n');
		const pid = childOf(emulator);
		onTestFinished(() => void process.kill(pid, 'SIGKILL'));
		const { DISCORD_API_BASE: api, DISCORD_GUILD_ID: id, DISCORD_TOKEN } = JSON.parse(emulator.out());
		const program = runProgram(['export', id, '--api', api], { env: { DISCORD_TOKEN }, node: [TELL_WAITING] });
		await expect.poll(() => program.err()).toContain('Reading the members');
		process.kill(pid, 'SIGSTOP');
		program.kill('SIGINT');
		expect(await program.end).toBe(130);
		// The library waits 30 s for the goodbye.
		expect(waitedMs(program.err())).toBeLessThan(25_000);
	});

	it.runIf(existsSync('/proc/self/task'))('keeps the token of the bot from the emulator', async () => {
		const running = runProgram(['emulator', '--members', '30', '--json'], { env: { DISCORD_TOKEN: 'odd-secret-9' } });
		onTestFinished(() => running.kill('SIGTERM'));
		await expect.poll(() => running.out()).toContain('"members":30');
		const environment = readFileSync(`/proc/${childOf(running)}/environ`, 'utf8');
		expect([environment.includes('PATH='), environment.includes('odd-secret-9')]).toEqual([true, false]);
	});

	it('runs the command line of the emulator', async () => {
		const help = runProgram(['emulator', '--help']);
		expect(await help.end).toBe(0);
		expect(help.out()).toContain('Usage: rollcall-emulator');
		const wrong = runProgram(['emulator', '--members', 'many']);
		expect(await wrong.end).toBe(1);
		const running = runProgram(['emulator', '--members', '30', '--json']);
		await expect.poll(() => running.out()).toContain('"members":30');
		running.kill('SIGINT');
		expect(await running.end).toBe(0);
	});

	it('completes commands and options in a shell', async () => {
		const completion = runProgram(['completion', 'bash']);
		expect(await completion.end).toBe(0);
		const ask = (...words: string[]) => {
			const script = `${completion.out()}\nCOMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _rollcall; echo "\${COMPREPLY[@]}"`;
			return execFileSync('bash', ['-c', script]).toString().trim();
		};
		expect(ask('rollcall', 'exp')).toBe('export');
		expect(ask('rollcall', 'export', '--joined')).toBe('--joined-before --joined-after');
		for (const shell of ['zsh', 'fish']) {
			const other = runProgram(['completion', shell]);
			expect(await other.end).toBe(0);
			expect(other.out()).toContain('joined-before');
		}
	});
});

import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aFolder, anEmulator } from './rollcall.js';
import { runProgram } from './runProgram.js';

/** An emulator for a bot in another process. */
const anEmulatorFor = (members: number) => anEmulator({ guilds: [{ members }], gateway: { helloDelay: 100 } });

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
		expect(readdirSync(folder)).toHaveLength(1); // the file in the making, with a dot
		program.kill(signal);
		expect([await program.end, readdirSync(folder)]).toEqual([code, []]);
	});

	it('leaves no file if it is told twice to end', async () => {
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

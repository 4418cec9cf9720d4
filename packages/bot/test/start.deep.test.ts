import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DiscordEmulator } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../src/tests/temporaryFolder.js';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const npmStart = fileURLToPath(new URL('../bin/start.js', import.meta.url));

/** The bot as `npm start` runs it, in an empty folder. */
function start(env: Record<string, string> = {}, args: readonly string[] = [], script = main, file?: string) {
	const cwd = temporaryFolder();
	if (file !== undefined) writeFileSync(join(cwd, '.env'), file);
	const variables = { PATH: process.env.PATH, DASHBOARD_PORT: '0', ...env };
	const child: ChildProcess = spawn(process.execPath, [script, ...args], { cwd, env: variables });
	const output = { out: '', err: '' };
	child.stdout?.on('data', (data) => (output.out += data));
	child.stderr?.on('data', (data) => (output.err += data));
	const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
	onTestFinished(async () => {
		child.kill('SIGKILL');
		await ended;
	});
	const says = (words: string) =>
		new Promise<void>((resolve, reject) => {
			const look = () => `${output.out}${output.err}`.includes(words) && resolve();
			child.stdout?.on('data', look);
			child.stderr?.on('data', look);
			void ended.then(() => reject(new Error(`It ended without saying "${words}": ${output.out}${output.err}`)));
		});
	return { child, output, ended, says };
}

// `npm test` builds first, so that this is about what `npm start` runs.
describe('the process', () => {
	it.each([
		['as npm start does without a token', start.bind(undefined, {}, [], npmStart)],
		['with --demo', start.bind(undefined, {}, ['--demo'])],
	])('runs on the emulator %s, says so, and ends on SIGTERM with code 0', async (_, begin) => {
		const { child, output, ended, says } = begin();
		await says('made-up members');
		expect(output.out).toMatch(/not Discord but its emulator/);
		expect(output.out).toMatch(/http:\/\/127\.0\.0\.1:\d+\/ /);
		expect(output.out).toMatch(/http:\/\/127\.0\.0\.1:\d+\/api/);
		child.kill('SIGTERM');
		expect(await ended).toBe(0);
		expect(output.err).toContain('Stopped');
		expect(output.err).not.toContain('Not stopped');
	});

	it('runs on another Discord with its token, and never shows the token', async () => {
		const emulator = new DiscordEmulator({ guilds: [{ members: 20 }] });
		await emulator.start();
		onTestFinished(() => emulator.stop());
		const { child, output, ended, says } = start({
			DISCORD_TOKEN: emulator.token,
			DISCORD_API_BASE: emulator.restUrl,
			DATABASE_PATH: ':memory:',
			LOG_LEVEL: 'trace',
		});
		await says('Ready as');
		child.kill('SIGINT');
		expect(await ended).toBe(0);
		expect(output.out + output.err).not.toContain(emulator.token);
		expect(output.out).not.toContain('emulator');
	});

	it.each([
		['without a token', {}, [], main, /DISCORD_TOKEN is not set.*--demo/],
		['with an empty token', { DISCORD_TOKEN: '' }, [], main, /DISCORD_TOKEN is set, but empty/],
		['with an empty token as a demo', { DISCORD_TOKEN: ' ' }, ['--demo'], main, /DISCORD_TOKEN is set, but empty/],
		['with an empty token by npm start', { DISCORD_TOKEN: '' }, [], npmStart, /DISCORD_TOKEN is set, but empty/],
		['in production without a token', { NODE_ENV: 'production' }, [], main, /DISCORD_TOKEN is not set/],
		['as a demo in production', { NODE_ENV: 'production' }, ['--demo'], main, /NODE_ENV is production/],
		['in production by npm start', { NODE_ENV: 'production' }, [], npmStart, /NODE_ENV is production/],
		['in production by .env and npm start', {}, [], npmStart, /NODE_ENV is production/, 'NODE_ENV=production\n'],
		['with an empty token in .env', {}, [], npmStart, /DISCORD_TOKEN is set, but empty/, 'DISCORD_TOKEN=\n'],
	])('ends with code 1 and the cure %s', async (_, env, args, script, words, file?: string) => {
		const { output, ended } = start(env, args, script, file);
		expect(await ended).toBe(1);
		expect(output.err).toMatch(words);
		expect(output.err).not.toMatch(/^\s+at /m);
		expect(output.out).toBe('');
	});

	it('ends with code 1, every problem and no stack if the environment is wrong', async () => {
		const { output, ended } = start({ LOG_LEVEL: 'loud', DASHBOARD_PORT: 'x' });
		expect(await ended).toBe(1);
		expect(output.err).toContain('LOG_LEVEL=loud must be one of');
		expect(output.err).toContain('DASHBOARD_PORT=x must be a port');
		expect(output.err).not.toMatch(/^\s+at /m);
	});

	it('ends with code 1, the cause, the cure and no stack if Discord refuses the login, and never shows the token', async () => {
		const emulator = new DiscordEmulator({
			guilds: [{ members: 20 }],
			bots: [{ intents: { members: false } }],
		});
		await emulator.start();
		onTestFinished(() => emulator.stop());
		const wrong = 'not-the-token-of-any-bot';
		const nowhere = 'http://127.0.0.1:9/api';
		const cases = [
			[wrong, emulator.restUrl, /refused the token\. Copy it again/],
			[emulator.token, emulator.restUrl, /did not allow the members intent\. Switch on/],
			[wrong, nowhere, /cannot be reached at http:\/\/127\.0\.0\.1:9\/api: .*DISCORD_API_BASE/],
		] as const;
		const ends = cases.map(async ([token, apiBase, words]) => {
			const { output, ended } = start({ DISCORD_TOKEN: token, DISCORD_API_BASE: apiBase, LOG_LEVEL: 'trace' });
			expect(await ended).toBe(1);
			expect(output.err).toMatch(words);
			expect(output.err).not.toMatch(/^\s+at /m);
			expect(output.out + output.err).not.toContain(token);
		});
		await Promise.all(ends);
	});
});

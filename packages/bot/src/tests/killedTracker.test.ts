import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { DiscordEmulator } from 'rollcall-emulator';
import { expect, it, onTestFinished, vi } from 'vitest';

const CHECKPOINT_MS = 50;
const dist = new URL('../../dist/', import.meta.url);

/** The built bot in a process of its own, with checkpoints in quick succession. */
const CHILD = `
	const { createContainer } = await import('${dist}di/container.js');
	const { CHECKPOINT_MS } = await import('${dist}activity/GatewayWatch.js');
	const { readEnvironment } = await import('${dist}environment/index.js');
	const { Bot } = await import('${dist}Bot.js');
	const environment = readEnvironment(process.env);
	const container = createContainer(environment, {
		extend: (container) => container.registerInstance(CHECKPOINT_MS, ${CHECKPOINT_MS}),
	});
	await container.resolve(Bot).start(environment.token);
`;

function start(emulator: DiscordEmulator, databasePath: string): ChildProcess {
	const child = spawn(process.execPath, ['--input-type=module', '-e', CHILD], {
		cwd: fileURLToPath(dist),
		env: {
			DISCORD_TOKEN: emulator.token,
			DISCORD_API_BASE: emulator.restUrl,
			DATABASE_PATH: databasePath,
			LOG_LEVEL: 'warn',
		},
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	onTestFinished(() => void child.kill('SIGKILL'));
	return child;
}

it('loses no more than a checkpoint by kill -9 while a member is in voice, and counts nothing twice', async () => {
	expect(existsSync(new URL('main.js', dist)), 'Run npm run build first: this test starts the built bot.').toBe(true);
	const folder = mkdtempSync(join(tmpdir(), 'tracker-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const path = join(folder, 'bot.db');
	const emulator = new DiscordEmulator({ guilds: [{ members: 20 }] });
	await emulator.start();
	onTestFinished(() => emulator.stop());
	const guild = emulator.world.guild();
	for (const id of [...guild.voiceStates.keys()]) guild.setVoice(id, null);
	const anna = emulator.actor();
	anna.joinsVoice([...guild.channels.values()].find(({ type }) => type === 2)?.id ?? '');

	const read = <Row>(sql: string): Row[] => {
		const database = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
		try {
			return database.prepare<[], Row>(sql).all();
		} finally {
			database.close();
		}
	};
	type Span = { from_at: number; until_at: number };
	const watches = () => read<Span>('SELECT from_at, until_at FROM activity_watch ORDER BY from_at');
	const isOpen = () => read('SELECT * FROM activity_open').length === 1;
	const until = (seen: () => boolean) => vi.waitFor(() => expect(seen()).toBe(true), { timeout: 15_000, interval: 20 });

	const first = start(emulator, path);
	await until(() => isOpen() && (watches()[0]?.until_at ?? 0) - (watches()[0]?.from_at ?? 0) > 4 * CHECKPOINT_MS);
	const killedAt = Date.now();
	first.kill('SIGKILL');
	await until(() => first.signalCode === 'SIGKILL');
	const [watched] = watches();
	// The checkpoint before the kill; the machine may be busy, so far more than an interval is allowed, and far less than a minute.
	expect(killedAt - (watched?.until_at ?? 0)).toBeLessThan(2_000);

	const startedAt = Date.now();
	const second = start(emulator, path);
	await until(() => watches().length === 2 && isOpen());
	anna.leavesVoice();
	await until(() => !isOpen());
	second.kill('SIGKILL');
	const sessions = read<Span>('SELECT from_at, until_at FROM activity_session ORDER BY from_at');
	expect(sessions[0]).toEqual({ from_at: watched?.from_at, until_at: watched?.until_at });
	expect(sessions.at(-1)?.from_at).toBeGreaterThanOrEqual(startedAt);
	const sum = sessions.reduce((all, { from_at, until_at }) => all + until_at - from_at, 0);
	expect(read('SELECT max(active_ms) AS active_ms FROM activity_total')).toEqual([{ active_ms: sum }]);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DiscordEmulator, ManualClock, type TypedOptions } from 'rollcall-emulator';
import { expect, it, onTestFinished } from 'vitest';
import { TELL_WAITING, waitedMs } from '../../emulator/src/tests/waitedMs.js';
import { temporaryFolder } from '../src/tests/temporaryFolder.js';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const SLOW_TIME = new URL('./slowTime.mjs', import.meta.url).href;
/** The timers of the process are this many times longer. */
const SLOWER = 4;

/** The built bot in a process of its own; resolves when it is ready. */
async function startProcess(emulator: DiscordEmulator) {
	const folder = temporaryFolder();
	const database = join(folder, 'bot.db');
	const env = {
		PATH: process.env.PATH,
		DISCORD_TOKEN: emulator.token,
		DISCORD_API_BASE: emulator.restUrl,
		DATABASE_PATH: database,
		DASHBOARD_PORT: '0',
		SLOWER: String(SLOWER),
	};
	const args = [TELL_WAITING, '--import', SLOW_TIME, MAIN];
	const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
	const exited = once(child, 'close');
	onTestFinished(async () => {
		child.kill('SIGKILL');
		await exited;
	});
	let log = '';
	await new Promise<void>((resolve, reject) => {
		child.stderr.on('data', (text: Buffer) => {
			log += text;
			if (log.includes('Ready as')) resolve();
		});
		void exited.then(() => reject(new Error(`The bot ended at once: ${log}`)));
	});
	return { child, exited, database, log: () => log };
}

const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

// `npm test` builds first. The promise is one of waiting: the time goes slower for the process, and only its waiting counts.
it.each<[string, (guildId: string) => TypedOptions]>([
	['members export', () => ({})],
	['report', (guildId) => ({ role: guildId, start_date: yesterday, end_date: yesterday })],
])(
	'ends within five seconds of SIGTERM if a /%s hangs, tells its user, and closes the database',
	async (command, options) => {
		const emulator = new DiscordEmulator({ guilds: [{ members: 2_500 }] }, new ManualClock(Date.now()));
		await emulator.start();
		onTestFinished(() => emulator.stop());
		emulator.faults.add({ on: 'memberRequest', silence: true, times: 99 });
		emulator.faults.add({ on: 'rest', route: 'listMembers', delay: 60_000, times: 99 });
		const { child, exited, database, log } = await startProcess(emulator);
		const hanging = emulator.actor().runs(command, options(emulator.world.guild().id));
		// The progress bar of a report may be edited in at once, so that it says "later" only for milliseconds.
		await hanging.waitFor();
		expect(hanging.deferral).toBeDefined();

		child.kill('SIGTERM');
		expect(await exited).toEqual([0, null]);
		expect(waitedMs(log()) / SLOWER).toBeLessThan(5_000);
		expect(hanging.answers.at(-1)).toMatchObject({
			content: expect.stringContaining('restarting'),
			isEphemeral: true,
		});
		expect(log()).toContain('Stopped');
		// A closed database has written its log back.
		expect([existsSync(database), existsSync(`${database}-wal`)]).toEqual([true, false]);
	},
);

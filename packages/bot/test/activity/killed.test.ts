import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DiscordEmulator } from 'rollcall-emulator';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ActivityKeys } from '../../src/activity/ActivityKeys.js';
import { ActivitySums } from '../../src/activity/ActivitySums.js';
import { Coverage } from '../../src/activity/Coverage.js';
import { temporaryFolder } from '../../src/tests/temporaryFolder.js';
import { BotProcess } from './BotProcess.js';

const NOON = Date.UTC(2026, 0, 1, 12);
const SECOND = 1_000;
const DAY = { from: NOON - 43_200_000, to: NOON + 43_200_000 };

/** A guild on the emulator, and the database file of its bot. */
async function prepare() {
	const emulator = new DiscordEmulator({ guilds: [{ members: 10 }] });
	await emulator.start();
	onTestFinished(() => emulator.stop());
	const path = join(temporaryFolder(), 'bot.sqlite');
	const env = { DISCORD_TOKEN: emulator.token, DISCORD_API_BASE: emulator.restUrl, DATABASE_PATH: path };
	return { emulator, guild: emulator.world.guild(), path, start: (now: number) => BotProcess.start(now, env) };
}

/** What the file says, read by another process than the one that writes it. */
function read(path: string, guildId: string) {
	const database = new Database(path, { readonly: true });
	try {
		const keys = new ActivityKeys(database);
		return {
			sums: new ActivitySums(database, keys).sums(guildId, DAY),
			watchedMs: new Coverage(database, keys).watchedMs(guildId, DAY),
		};
	} finally {
		database.close();
	}
}

// `npm test` builds first: the process that is killed is one of the build.
it('loses at most a checkpoint when it is killed, counts nothing twice, and the time in which it was down for nobody', async () => {
	const { emulator, guild, path, start } = await prepare();
	const [channel] = [...guild.channels.values()].filter(({ type }) => type === 2);
	const first = await start(NOON);
	emulator.actor().joinsVoice(channel?.id ?? '');
	await vi.waitFor(() => expect(read(path, guild.id).sums.has(guild.ownerId)).toBe(true));
	await first.pass(100 * SECOND);
	await first.kill();

	const { activeMs, lastSeenAt } = read(path, guild.id).sums.get(guild.ownerId) ?? {};
	expect(activeMs).toBeGreaterThanOrEqual(40 * SECOND);
	expect(activeMs).toBeLessThanOrEqual(100 * SECOND);
	expect(lastSeenAt).toBe(NOON + (activeMs ?? 0) - 1);

	const second = await start(NOON + 300 * SECOND);
	await second.pass(45 * SECOND);
	await second.stop();
	const after = read(path, guild.id);
	expect(after.sums.get(guild.ownerId)?.activeMs).toBe((activeMs ?? 0) + 45 * SECOND);
	expect(after.watchedMs).toBe((activeMs ?? 0) + 45 * SECOND);
}, 30_000);

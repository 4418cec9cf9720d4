import { join } from 'node:path';
import { DiscordEmulator, ManualClock } from 'rollcall-emulator';
import { expect, it, onTestFinished } from 'vitest';
import { ActivityKeys } from '../../src/activity/ActivityKeys.js';
import { ActivitySums } from '../../src/activity/ActivitySums.js';
import { Coverage } from '../../src/activity/Coverage.js';
import { loadSqlite } from '../../src/database/loadSqlite.js';
import { temporaryFolder } from '../../src/tests/temporaryFolder.js';
import { until } from '../../src/tests/until.js';
import { BotProcess } from './BotProcess.js';

const NOON = Date.UTC(2026, 0, 1, 12);
const SECOND = 1_000;
const MINUTE = 60_000;
const KILLED_AFTER = 2 * MINUTE - 1;
const DAY = { from: NOON - 43_200_000, to: NOON + 43_200_000 };

/** A guild on the emulator, and the database file of its bot. */
async function prepare() {
	// Its time stands still, since the process of the bot may be slow on a busy machine.
	const emulator = new DiscordEmulator({ guilds: [{ members: 10 }] }, new ManualClock(Date.now()));
	await emulator.start();
	onTestFinished(() => emulator.stop());
	const path = join(temporaryFolder(), 'bot.sqlite');
	const env = { DISCORD_TOKEN: emulator.token, DISCORD_API_BASE: emulator.restUrl, DATABASE_PATH: path };
	return { emulator, guild: emulator.world.guild(), path, start: (now: number) => BotProcess.start(now, env) };
}

/** The content of the file, read by another process than the writer. */
function read(path: string, guildId: string) {
	const database = new (loadSqlite())(path, { readonly: true });
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

// `npm test` builds first: the killed process runs the build.
it('loses at most a minute when it is killed, and continues at the next start: no time counts while it was down, and none twice', async () => {
	const { emulator, guild, path, start } = await prepare();
	const [channel = ''] = [...guild.channels.values()].filter(({ type }) => type === 2).map(({ id }) => id);
	for (const id of [...guild.voiceStates.keys()]) guild.setVoice(id, null);
	const [stays = '', leaves = '', comes = ''] = [...guild.members()]
		.filter(({ user }) => !user.bot)
		.map(({ user }) => user.id);
	const first = await start(NOON);
	for (const id of [stays, leaves]) emulator.actor(id).joinsVoice(channel);
	const isRecorded = () => [stays, leaves].every((id) => read(path, guild.id).sums.has(id));
	await until(isRecorded);
	// The worst moment: just before the regular checkpoint.
	await first.pass(KILLED_AFTER);
	await first.kill();

	const before = read(path, guild.id);
	const { activeMs = 0, lastSeenAt } = before.sums.get(stays) ?? {};
	expect(KILLED_AFTER - activeMs).toBeGreaterThan(0);
	expect(KILLED_AFTER - activeMs).toBeLessThanOrEqual(MINUTE);
	expect(lastSeenAt).toBe(NOON + activeMs - 1);
	expect(before.watchedMs).toBe(activeMs);

	emulator.actor(leaves).leavesVoice();
	emulator.actor(comes).joinsVoice(channel);
	const second = await start(NOON + 5 * MINUTE);
	await second.pass(45 * SECOND);
	await second.stop();
	const { sums, watchedMs } = read(path, guild.id);
	expect(sums.get(stays)?.activeMs).toBe(activeMs + 45 * SECOND);
	expect(sums.get(leaves)).toEqual(before.sums.get(leaves));
	expect(sums.get(comes)?.activeMs).toBe(45 * SECOND);
	expect(watchedMs).toBe(activeMs + 45 * SECOND);
});

import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Events } from 'discord.js';
import { ManualClock } from 'rollcall-emulator';
import { expect, it, vi } from 'vitest';
import { ActivityLedger } from '../activity/ActivityLedger.js';
import { purgeLog } from '../database/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { ActivityTracker } from '../services/activityTracker.js';
import { GuildSettingsStore } from '../settings/index.js';
import { eventually } from '../tests/eventually.js';
import { filesHold } from '../tests/filesHold.js';
import { startBot } from '../tests/startBot.js';
import { temporaryFolder } from '../tests/temporaryFolder.js';
import { until } from '../tests/until.js';

const HOUR = 3_600_000;

it('/privacy shows, exports and erases the data of the caller, and opts them out and in', async () => {
	const clock = new ManualClock();
	const { actor, guild, bot, container } = await startBot({ clock });
	const tracker = container.resolve(ActivityTracker);
	const voice = [...guild.channels.values()].find(({ type }) => type === 2)?.id ?? '';
	const inVoice = async (act: () => void) => {
		const told = once(bot.client, Events.VoiceStateUpdate);
		act();
		await told;
	};
	const anna = actor();
	const ben = actor([...guild.members()].find(({ user }) => !user.bot && user.id !== anna.id)?.user.id);
	const sum = (id: string) => tracker.sums(guild.id, { from: 0, to: clock.now() }).get(id)?.activeMs;
	await inVoice(() => anna.joinsVoice(voice));
	await inVoice(() => ben.joinsVoice(voice));
	clock.advance(HOUR);
	await inVoice(() => anna.movesTo(voice));

	const shown = await anna.runs('privacy show').answer();
	expect(shown.isEphemeral).toBe(true);
	expect(shown.content).toMatch(/\*\*activity\*\*: 1 entry/);
	const exported = await anna.runs('privacy export').answer();
	expect(exported.isEphemeral).toBe(true);
	expect(JSON.parse(String(exported.files[0]?.bytes && Buffer.from(exported.files[0].bytes)))).toMatchObject({
		userId: anna.id,
		optedOut: false,
		activity: [{ kind: 'voice', until: null, counts: true }],
	});

	const asked = await anna.runs('privacy erase').answer();
	expect(asked.content).toMatch(/Remove 1 entry/);
	expect((await anna.clicks(asked, 'Keep').answer()).content).toBe('Nothing was removed.');
	expect(sum(anna.id)).toBe(HOUR);
	const again = await anna.runs('privacy erase').answer();
	expect((await anna.clicks(again, 'Remove').answer()).content).toMatch(/1 entry was removed/);
	expect(sum(ben.id)).toBe(HOUR);
	clock.advance(HOUR);
	// Erased but not opted out: they are still in voice, and count from then on.
	expect(sum(anna.id)).toBe(HOUR);

	await anna.runs('privacy opt-out').answer();
	clock.advance(HOUR);
	expect(sum(anna.id)).toBeUndefined();
	expect(tracker.hasOptedOut(guild.id, anna.id)).toBe(true);
	expect((await anna.runs('privacy show').answer()).content).toMatch(/keep nothing.*\n.*opted out/);
	const korean = actor(anna.id, { locale: 'ko' });
	expect((await korean.runs('개인정보 수집동의').answer()).content).toMatch(/지금부터/);
	clock.advance(HOUR);
	expect(sum(anna.id)).toBe(HOUR);
	expect(sum(ben.id)).toBe(4 * HOUR);
});

it('/privacy show gives durations in hours and minutes, in the language of the caller, and the export in milliseconds', async () => {
	const clock = new ManualClock(Date.UTC(2026, 0, 15, 12, 0, 0, 123));
	const { actor, guild, bot } = await startBot({ clock });
	const voice = [...guild.channels.values()].find(({ type }) => type === 2)?.id ?? '';
	const told = once(bot.client, Events.VoiceStateUpdate);
	const anna = actor();
	anna.joinsVoice(voice);
	await told;
	for (let minute = 0; minute < 90; minute++) clock.advance(HOUR / 60);
	const left = once(bot.client, Events.VoiceStateUpdate);
	anna.leavesVoice();
	await left;
	const { content } = await anna.runs('privacy show').answer();
	expect(content).toContain('kind day, day 2026-01-15, active 1 h 30 min, idle 0 s, messages 0');
	expect(content).toContain('from 2026-01-15 12:00:00 UTC, until 2026-01-15 13:30:00 UTC, counts yes');
	expect(content).not.toMatch(/Ms\b|\d{6}/);
	const korean = await actor(anna.id, { locale: 'ko' }).runs('개인정보 보기').answer();
	expect(korean.content).toContain('활동 1시간 30분, 유휴 0초');
	const { files } = await anna.runs('privacy export').answer();
	expect(Buffer.from(files[0]?.bytes ?? []).toString()).toContain('"activeMs":5400000');
});

it('/privacy opt-out drops the reports in memory that name the caller, and no others', async () => {
	const clock = new ManualClock();
	const { actor, guild } = await startBot({ clock });
	const [all, few] = [guild.createRole({ name: 'all' }).id, guild.createRole({ name: 'few' }).id];
	const [ben = '', ...others] = [...guild.members()]
		.map(({ user }) => user)
		.filter(({ bot }) => !bot)
		.map(({ id }) => id);
	for (const id of [ben, ...others]) guild.addRole(id, all);
	for (const id of others) guild.addRole(id, few);
	const day = new Date(clock.now()).toISOString().slice(0, 10);
	const report = (role: string) => {
		clock.advance(10_000); // the cooldown
		const sent = actor().runs('report', { role, start_date: day, end_date: day });
		return sent.answer(({ files }) => files.length > 0);
	};
	const [withBen, withoutBen] = [await report(all), await report(few)];

	await actor(ben).runs('privacy opt-out').answer();
	expect((await actor().clicks(withBen, '▶').answer()).content).toMatch(/no longer have this report/);
	expect(await actor().clicks(withoutBen, '▶').answer()).toMatchObject({ kind: 'update' });
	const csv = Buffer.from((await report(all)).files[1]?.bytes ?? []).toString();
	expect(csv.split('\r\n').find((line) => line.includes(ben))).toMatch(/unknown/);
});

it('/privacy erase and opt-out leave no removed data in the files of the database', async () => {
	const path = join(temporaryFolder(), 'bot.db');
	const { actor, guild, bot, container } = await startBot({ env: { DATABASE_PATH: path }, clock: new ManualClock() });
	const [ben = ''] = [...guild.members()].filter(({ user }) => !user.bot).map(({ user }) => user.id);
	const said = once(bot.client, Events.MessageCreate);
	actor(ben).says('hello');
	await said;
	await actor(ben)
		.runs('jamsu set', { until: new Date().toISOString().slice(0, 10), reason: 'surgery' })
		.answer();
	expect([filesHold(path, 'surgery'), filesHold(path, ben)]).toEqual([true, true]);
	const asked = await actor(ben).runs('privacy erase').answer();
	await actor(ben).clicks(asked, 'Remove').answer();
	expect([filesHold(path, 'surgery'), filesHold(path, ben)]).toEqual([false, false]);

	await actor(ben).runs('privacy opt-out').answer();
	expect(statSync(`${path}-wal`).size).toBe(0);
	container.resolve(ActivityTracker).optIn(guild.id, ben);
	purgeLog(bot.database);
	expect(filesHold(path, ben)).toBe(false);
});

it('/privacy erase takes the AFK role even while it is being given', async () => {
	const { actor, guild, emulator, container } = await startBot();
	const { id: role } = guild.createRole({ name: 'away' });
	container.resolve(GuildSettingsStore).set(guild.id, { afkRoleId: role });
	const [ben = ''] = [...guild.members()].filter(({ user }) => !user.bot).map(({ user }) => user.id);
	emulator.faults.add({ on: 'rest', route: 'memberRole', delay: 700, times: 1 });
	const setting = actor(ben).runs('jamsu set', { until: new Date().toISOString().slice(0, 10) });
	await until(() => guild.member(ben)?.roles.includes(role) === true);
	for (const room of container.resolveAll(DI_TOKENS.PersonalData)) room.erase(guild.id, ben);
	await setting.answer();
	await until(() => guild.member(ben)?.roles.includes(role) === false);
});

/** A user with very many messages, and a low upload limit. */
async function aWriter(messages: number, limit: number) {
	const stage = await startBot({ guilds: [{ members: 20 }, { members: 20 }], clock: new ManualClock() });
	const { bot, guild, container } = stage;
	const people = [...guild.members()].filter(({ user }) => !user.bot).map(({ user }) => user.id);
	const [id = ''] = people;
	container.resolve(ActivityLedger).addMessage(guild.id, id, Date.UTC(2026, 0, 1));
	bot.database.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${messages - 2})
		INSERT INTO activity_message SELECT guild, day, member, at + i * 997, 1 FROM activity_message, n`);
	bot.client.prependListener('interactionCreate', (interaction) => {
		if (interaction.isChatInputCommand()) interaction.attachmentSizeLimit = limit;
	});
	return { ...stage, id };
}

it('/privacy export sends large data in parts below the limit, without a loss', async () => {
	const rows = 40_000;
	const limit = 60_000;
	const { actor, id } = await aWriter(rows, limit);
	const sent = actor(id).runs('privacy export');
	const files = () => sent.answers.flatMap((answer) => answer.files);
	await sent.answer();
	const parts = Number(/-of-(\d+)/.exec(files()[0]?.name ?? '')?.[1]);
	expect(parts).toBeGreaterThan(2);
	await eventually(() => expect(files()).toHaveLength(parts));
	expect(sent.answers.every(({ isEphemeral }) => isEphemeral)).toBe(true);
	for (const { bytes } of files()) expect(bytes.length).toBeLessThanOrEqual(limit);
	const told = files().map(({ bytes }) => JSON.parse(gunzipSync(bytes).toString()));
	const activity: { kind: string; at?: string }[] = told.flatMap((part) => part.activity);
	expect(activity).toHaveLength(rows);
	expect(new Set(activity.map(({ kind, at }) => `${kind} ${at}`)).size).toBe(rows);
});

it('/privacy show and erase count, and read only what they show', async () => {
	const { actor, id, container } = await aWriter(5_000, 1e6);
	const read = vi.spyOn(container.resolve(ActivityTracker), 'export');
	expect((await actor(id).runs('privacy show').answer()).content).toMatch(/\*\*activity\*\*: 5,000 entries/);
	expect((await actor(id).runs('privacy erase').answer()).content).toMatch(/Remove 5,000 entries/);
	expect(read).not.toHaveBeenCalled();
});

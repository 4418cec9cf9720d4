import { Events } from 'discord.js';
import { ManualClock } from 'rollcall-emulator';
import { describe, expect, it } from 'vitest';
import { startTracker } from '../tests/startTracker.js';
import { until } from '../tests/until.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('the tracker', () => {
	it('counts voice and messages to the millisecond, cut at the borders of the period, and no bot', async () => {
		const { actor, people, voice, clock, start, inVoice, heard, sum, guild, bot } = await startTracker();
		const [anna = '', ben = ''] = people;
		await inVoice(() => actor(anna).joinsVoice(voice));
		clock.advance(HOUR);
		await heard(Events.MessageCreate, () => actor(ben).says('a secret'));
		clock.advance(HOUR);
		expect(sum(anna)).toMatchObject({ activeMs: 2 * HOUR, idleMs: 0, messages: 0, lastSeenAt: clock.now() - 1 });
		await inVoice(() => actor(anna).leavesVoice());
		clock.advance(HOUR);
		expect(sum(anna)).toMatchObject({ activeMs: 2 * HOUR });
		expect(sum(anna, { from: start + 1_234, to: start + HOUR + 7 })).toMatchObject({ activeMs: HOUR + 7 - 1_234 });
		expect(sum(anna, { from: start + 2 * HOUR, to: clock.now() })).toBeUndefined();
		expect(sum(ben)).toEqual({ activeMs: 0, idleMs: 0, messages: 1, lastSeenAt: start + HOUR });
		expect(sum(ben, { from: start, to: start + HOUR })).toBeUndefined();

		await inVoice(() => guild.setVoice(bot.client.user?.id ?? '', voice));
		clock.advance(HOUR);
		expect(sum(bot.client.user?.id ?? '')).toBeUndefined();
		expect(bot.database.serialize().includes('a secret')).toBe(false);
	});

	it('separates time in the AFK channel, alone and deafened if the guild wants it, and bots are no company', async () => {
		const { actor, people, voice, clock, inVoice, sum, guild, settings, bot } = await startTracker();
		const [anna = '', ben = ''] = people;
		settings.set(guild.id, { countsAlone: false, countsDeafened: false });
		const botId = bot.client.user?.id ?? '';
		await inVoice(() => guild.setVoice(botId, voice));
		await inVoice(() => actor(anna).joinsVoice(voice));
		clock.advance(HOUR);
		await inVoice(() => actor(ben).joinsVoice(voice));
		clock.advance(HOUR);
		await inVoice(() => actor(ben).deafens());
		clock.advance(HOUR);
		expect(sum(anna)).toMatchObject({ activeMs: 2 * HOUR, idleMs: HOUR });
		expect(sum(ben)).toMatchObject({ activeMs: HOUR, idleMs: HOUR });
		settings.set(guild.id, { countsAlone: true, countsDeafened: true });
		const afk = guild.settings.afkChannelId ?? '';
		await inVoice(() => actor(ben).movesTo(afk));
		clock.advance(HOUR);
		expect(sum(ben)).toMatchObject({ activeMs: HOUR, idleMs: 2 * HOUR });
		expect(sum(anna)).toMatchObject({ activeMs: 3 * HOUR, idleMs: HOUR });
	});

	it('keeps single sessions for the retention of the guild, and daily sums after that', async () => {
		const { actor, people, voice, clock, inVoice, sum, start, tracker, guild, settings } = await startTracker();
		const [anna = ''] = people;
		settings.set(guild.id, { retentionDays: 2 });
		clock.advance(6 * HOUR);
		await inVoice(() => actor(anna).joinsVoice(voice));
		clock.advance(12 * HOUR);
		await inVoice(() => actor(anna).leavesVoice());
		clock.advance(2 * DAY);
		expect(sum(anna, { from: start, to: start + 12 * HOUR })).toMatchObject({ activeMs: 6 * HOUR });
		clock.advance(DAY);
		expect(tracker.exactSince(guild.id)).toBe(start + DAY);
		expect([...tracker.export(guild.id, anna)].map(({ kind }) => kind)).toEqual(['day']);
		expect(sum(anna)).toMatchObject({ activeMs: 12 * HOUR });
		// The day counts by its share: half of it had half of its activity.
		expect(sum(anna, { from: start, to: start + 12 * HOUR })).toMatchObject({ activeMs: 6 * HOUR });
		expect(sum(anna, { from: start + DAY, to: clock.now() })).toBeUndefined();
	});

	it('keeps the recent part of a longer running session, and loses none of its time', async () => {
		const { actor, people, voice, clock, inVoice, sum, start, tracker, guild, settings } = await startTracker();
		const [anna = ''] = people;
		settings.set(guild.id, { retentionDays: 2 });
		clock.advance(6 * HOUR);
		await inVoice(() => actor(anna).joinsVoice(voice));
		clock.advance(5 * DAY);
		const voiceRows = () => [...tracker.export(guild.id, anna)].filter(({ kind }) => kind === 'voice');
		const firstKept = new Date(start + 3 * DAY).toISOString();
		expect(sum(anna)).toMatchObject({ activeMs: 5 * DAY });
		expect(sum(anna, { from: start, to: start + DAY })).toMatchObject({ activeMs: 18 * HOUR });
		expect(sum(anna, { from: start + DAY, to: start + 2 * DAY })).toMatchObject({ activeMs: DAY });
		expect(voiceRows()).toEqual([{ kind: 'voice', from: firstKept, until: null, counts: true }]);
		await inVoice(() => actor(anna).leavesVoice());
		expect(sum(anna)).toMatchObject({ activeMs: 5 * DAY, lastSeenAt: clock.now() - 1 });
		expect(voiceRows().map(({ from }) => from)).toEqual([
			firstKept,
			new Date(start + 4 * DAY).toISOString(),
			new Date(start + 5 * DAY).toISOString(),
		]);
	});

	it('makes no negative or huge sums when the clock is changed', async () => {
		let shift = 0;
		const manual = new ManualClock();
		const clock = Object.assign(Object.create(manual), {
			now: () => manual.now() + shift,
			after: (ms: number, run: () => void) => manual.after(ms, run),
			advance: (ms: number) => manual.advance(ms),
		}) as ManualClock;
		const { actor, people, voice, inVoice, sum, start, coverage } = await startTracker({ clock });
		const [anna = ''] = people;
		await inVoice(() => actor(anna).joinsVoice(voice));
		manual.advance(2 * HOUR);
		const year = { from: start - 2 * 365 * DAY, to: start + 2 * 365 * DAY };
		expect(sum(anna, year)).toMatchObject({ activeMs: 2 * HOUR });
		shift = 20 * DAY;
		manual.advance(HOUR);
		expect(sum(anna, year)?.activeMs).toBeLessThanOrEqual(3 * HOUR);
		shift = -HOUR;
		manual.advance(HOUR / 2);
		// The records stay, even the hour that lies 20 days ahead. There was no record of 02:00 to 02:30.
		expect(sum(anna, year)?.activeMs).toBeLessThanOrEqual(3.5 * HOUR);
		expect(sum(anna, year)?.activeMs).toBeGreaterThanOrEqual(3.5 * HOUR - 2 * 60_000);
		shift = -2 * HOUR;
		manual.advance(HOUR);
		// 01:30 to 02:30 comes a second time: nothing is added.
		expect(sum(anna, year)?.activeMs).toBeLessThanOrEqual(3.5 * HOUR);
		expect(sum(anna, { from: start, to: start + 2.5 * HOUR })?.activeMs).toBeLessThanOrEqual(2.5 * HOUR);
		expect(coverage({ from: start, to: start + 2 * HOUR })).toBe(1);
	});

	it('forgets a guild that it was removed from, but not the opt-outs', async () => {
		const { actor, people, voice, inVoice, heard, guild, bot, tracker, clock } = await startTracker();
		const [anna = '', ben = ''] = people;
		tracker.optOut(guild.id, ben);
		await inVoice(() => actor(anna).joinsVoice(voice));
		clock.advance(HOUR);
		await heard(Events.GuildDelete, () => guild.leave(bot.client.user?.id ?? ''));
		const tables = bot.database
			.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'activity%'")
			.pluck()
			.all();
		const left = () => tables.filter((name) => bot.database.prepare(`SELECT 1 FROM ${name}`).get() !== undefined);
		await until(() => left().length <= 1);
		expect(left()).toEqual(['activity_opt_out']);
	});
});

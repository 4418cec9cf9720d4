import { once } from 'node:events';
import { join } from 'node:path';
import { Events } from 'discord.js';
import { ManualClock } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Period } from '../activity/index.js';
import { GuildSettingsStore } from '../settings/index.js';
import { type StartBotOptions, startBot } from '../tests/startBot.js';
import { temporaryFolder } from '../tests/temporaryFolder.js';
import { until } from '../tests/until.js';
import { ActivityTracker } from './activityTracker.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A bot on a clock of its own; `heard` waits until the bot has heard of what is done. */
async function stage(options: StartBotOptions = {}) {
	const clock = (options.clock as ManualClock | undefined) ?? new ManualClock();
	const start = clock.now();
	const started = await startBot({ guilds: [{ members: 40 }], ...options, clock });
	const { bot, container, guild } = started;
	const tracker = container.resolve(ActivityTracker);
	const settings = container.resolve(GuildSettingsStore);
	const [voice = '', other = ''] = [...guild.channels.values()]
		.filter(({ type, id }) => type === 2 && id !== guild.settings.afkChannelId)
		.map(({ id }) => id);
	const people = [...guild.members()]
		.filter(({ user }) => !user.bot && user.id !== guild.ownerId)
		.map(({ user }) => user.id);
	for (const id of [...guild.voiceStates.keys()]) guild.setVoice(id, null);
	const heard = async (event: Events, act: () => void) => {
		const told = once(bot.client, event as string);
		act();
		await told;
	};
	/** That the gateway has said something, and the tracker has heard it. */
	const dispatched = (wanted: string) =>
		new Promise<void>((resolve) => {
			const hear = ({ t }: { readonly t: string | null }) => {
				if (t !== wanted) return;
				bot.client.off(Events.Raw as never, hear as never);
				resolve();
			};
			bot.client.on(Events.Raw as never, hear as never);
		});
	return {
		dispatched,
		...{ ...started, clock, start, tracker, settings, voice, other, people },
		heard,
		inVoice: (act: () => void) => heard(Events.VoiceStateUpdate, act),
		sum: (userId: string, period: Period = { from: start, to: clock.now() }) =>
			tracker.sums(guild.id, period).get(userId),
		coverage: (period: Period = { from: start, to: clock.now() }) => tracker.coverage(guild.id, period),
	};
}

describe('the tracker', () => {
	it('counts voice and messages to the millisecond, cut at the borders of the period, and no bot', async () => {
		const { actor, people, voice, clock, start, inVoice, heard, sum, guild, bot } = await stage();
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

	it('tells the AFK channel, lone and deafened time apart where the guild wants it so, and bots are no company', async () => {
		const { actor, people, voice, clock, inVoice, sum, guild, settings, bot } = await stage();
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

	it('knows when it was watching: a resumed session has no gap, a new one has, and so has an outage', async () => {
		const { actor, people, voice, clock, inVoice, heard, dispatched, sum, coverage, guild, emulator, bot, start } =
			await stage();
		const [anna = ''] = people;
		await inVoice(() => actor(anna).joinsVoice(voice));
		clock.advance(HOUR);
		await heard(Events.ShardReconnecting, () => emulator.faults.gateway.cut({ resumable: true }));
		clock.advance(60_000);
		await dispatched('RESUMED');
		clock.advance(HOUR - 60_000);
		expect(coverage()).toBe(1);
		expect(sum(anna)).toMatchObject({ activeMs: 2 * HOUR });

		await heard(Events.ShardReconnecting, () => emulator.faults.gateway.cut({ resumable: false, code: 4009 }));
		clock.advance(60_000);
		await once(bot.client, Events.ShardReady);
		clock.advance(HOUR - 60_000);
		expect(sum(anna)).toMatchObject({ activeMs: 3 * HOUR - 60_000 });
		expect(coverage()).toBe((3 * HOUR - 60_000) / (3 * HOUR));
		expect(coverage({ from: start + 2 * HOUR, to: start + 2 * HOUR + 120_000 })).toBe(0.5);

		await heard(Events.GuildUnavailable, () => guild.outage());
		clock.advance(HOUR);
		await heard(Events.GuildAvailable, () => guild.recover());
		clock.advance(HOUR);
		expect(coverage({ from: start + 3 * HOUR, to: clock.now() })).toBe(0.5);
		expect(sum(anna, { from: start + 3 * HOUR, to: clock.now() })).toMatchObject({ activeMs: HOUR });
	});

	it('goes on after a restart with who is still in voice, and the time between is not observed', async () => {
		const env = { DATABASE_PATH: join(temporaryFolder(), 'bot.db') };
		const first = await stage({ env });
		const [anna = '', ben = ''] = first.people;
		await first.inVoice(() => first.actor(anna).joinsVoice(first.voice));
		await first.inVoice(() => first.actor(ben).joinsVoice(first.voice));
		first.clock.advance(HOUR);
		await first.bot.stop();
		first.actor(ben).leavesVoice();
		first.clock.advance(HOUR);
		const states = [...first.guild.voiceStates.keys()];
		expect(states).toContain(anna);
		const second = await startBot({ env, on: first.emulator, clock: first.clock });
		const tracker = second.container.resolve(ActivityTracker);
		first.clock.advance(HOUR);
		const period = { from: first.start, to: first.clock.now() };
		expect(tracker.coverage(first.guild.id, period)).toBeCloseTo(2 / 3, 9);
		expect(tracker.sums(first.guild.id, period).get(anna)).toMatchObject({ activeMs: 2 * HOUR });
		expect(tracker.sums(first.guild.id, period).get(ben)).toMatchObject({ activeMs: HOUR });
	});

	it('keeps single sessions for the days of the guild, and the sums of days after them', async () => {
		const { actor, people, voice, clock, inVoice, sum, start, tracker, guild, settings } = await stage();
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
		expect(tracker.export(guild.id, anna).map(({ kind }) => kind)).toEqual(['day']);
		expect(sum(anna)).toMatchObject({ activeMs: 12 * HOUR });
		// The day by its share: half of it had half of its activity.
		expect(sum(anna, { from: start, to: start + 12 * HOUR })).toMatchObject({ activeMs: 6 * HOUR });
		expect(sum(anna, { from: start + DAY, to: clock.now() })).toBeUndefined();
	});

	it('keeps of a session that runs for longer than that what is not older, and loses no time of it', async () => {
		const { actor, people, voice, clock, inVoice, sum, start, tracker, guild, settings } = await stage();
		const [anna = ''] = people;
		settings.set(guild.id, { retentionDays: 2 });
		clock.advance(6 * HOUR);
		await inVoice(() => actor(anna).joinsVoice(voice));
		clock.advance(5 * DAY);
		const voiceRows = () => tracker.export(guild.id, anna).filter(({ kind }) => kind === 'voice');
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

	it('stops watching where an event was lost, back to the one before it, until the guild is told anew', async () => {
		const { actor, people, voice, clock, inVoice, heard, sum, coverage, emulator, bot, log } = await stage();
		const [anna = '', ben = ''] = people;
		await inVoice(() => actor(anna).joinsVoice(voice));
		clock.advance(HOUR);
		await inVoice(() => actor(ben).joinsVoice(voice));
		clock.advance(HOUR);
		emulator.faults.gateway.loseNextEvents(1);
		actor(anna).leavesVoice();
		clock.advance(HOUR);
		await heard(Events.MessageCreate, () => actor(ben).says('still here'));
		clock.advance(HOUR);
		expect(coverage()).toBe(1 / 4);
		expect(sum(anna)).toMatchObject({ activeMs: HOUR });
		expect(log.filter(({ msg }) => String(msg).includes('Events were lost'))).toHaveLength(1);

		await heard(Events.ShardReconnecting, () => emulator.faults.gateway.cut({ resumable: false, code: 4009 }));
		await once(bot.client, Events.ShardReady);
		clock.advance(HOUR);
		expect(coverage()).toBe(2 / 5);
		expect(sum(anna)).toMatchObject({ activeMs: HOUR });
		expect(sum(ben)).toMatchObject({ activeMs: HOUR });
	});

	it('does not claim to have watched over a socket that was dead, unless the session tells all of it', async () => {
		vi.useFakeTimers({ toFake: ['Date'] });
		onTestFinished(() => void vi.useRealTimers());
		// No heartbeat comes between: their times are random.
		const options = { emulator: { gateway: { heartbeatInterval: 100 * HOUR } } };
		const { actor, people, voice, clock, inVoice, heard, dispatched, sum, coverage, emulator, bot } =
			await stage(options);
		const [anna = ''] = people;
		await inVoice(() => actor(anna).joinsVoice(voice));
		/** Both clocks, in steps of a checkpoint. */
		const pass = (ms: number) => {
			for (let left = ms; left > 0; left -= 30_000) {
				vi.setSystemTime(Date.now() + 30_000);
				clock.advance(30_000);
			}
		};
		pass(120_000);
		expect(coverage()).toBeLessThan(1);
		await heard(Events.ShardReconnecting, () => emulator.faults.gateway.cut({ resumable: true }));
		await dispatched('RESUMED');
		expect(coverage()).toBe(1);
		expect(sum(anna)).toMatchObject({ activeMs: 120_000 });

		pass(120_000);
		await heard(Events.ShardReconnecting, () => emulator.faults.gateway.cut({ resumable: false, code: 4009 }));
		await once(bot.client, Events.ShardReady);
		expect(sum(anna)).toMatchObject({ activeMs: 120_000 });
		expect(coverage()).toBe(0.5);
	});

	it('outlives a database that takes nothing, claims nothing of that time, and goes on with who is in voice then', async () => {
		const { actor, people, voice, clock, inVoice, heard, sum, coverage, bot, log } = await stage();
		const [anna = '', ben = ''] = people;
		await inVoice(() => actor(anna).joinsVoice(voice));
		clock.advance(HOUR);
		bot.database.pragma('query_only = ON');
		await inVoice(() => actor(anna).leavesVoice());
		await inVoice(() => actor(ben).joinsVoice(voice));
		await heard(Events.MessageCreate, () => actor(ben).says('is anybody here?'));
		clock.advance(HOUR);
		expect((await actor(ben).runs('privacy erase').answer()).content).toMatch(/keep nothing/);
		bot.database.pragma('query_only = OFF');
		clock.advance(HOUR);
		// Until the next checkpoint nobody knew that it would be written again.
		const late = 2 * HOUR + 30_000;
		expect(sum(anna)).toMatchObject({ activeMs: HOUR });
		expect(sum(ben)).toMatchObject({ activeMs: 3 * HOUR - late, messages: 0 });
		expect(coverage()).toBeCloseTo((4 * HOUR - late) / (3 * HOUR), 9);
		const words = log.filter(({ msg }) => String(msg).startsWith('Activity can')).map(({ level }) => level);
		expect(words).toEqual([50, 30]);
	});

	it('makes neither negative nor huge sums when the clock is moved', async () => {
		let shift = 0;
		const manual = new ManualClock();
		const clock = Object.assign(Object.create(manual), {
			now: () => manual.now() + shift,
			after: (ms: number, run: () => void) => manual.after(ms, run),
			advance: (ms: number) => manual.advance(ms),
		}) as ManualClock;
		const { actor, people, voice, inVoice, sum, start, coverage } = await stage({ clock });
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
		// What was recorded stands, also the hour that lies 20 days ahead; of 02:00 to 02:30 there was no record.
		expect(sum(anna, year)?.activeMs).toBeLessThanOrEqual(3.5 * HOUR);
		expect(sum(anna, year)?.activeMs).toBeGreaterThanOrEqual(3.5 * HOUR - 2 * 60_000);
		shift = -2 * HOUR;
		manual.advance(HOUR);
		// 01:30 to 02:30 is told a second time: nothing is added.
		expect(sum(anna, year)?.activeMs).toBeLessThanOrEqual(3.5 * HOUR);
		expect(sum(anna, { from: start, to: start + 2.5 * HOUR })?.activeMs).toBeLessThanOrEqual(2.5 * HOUR);
		expect(coverage({ from: start, to: start + 2 * HOUR })).toBe(1);
	});

	it('forgets a guild that it was removed from, but not who has opted out', async () => {
		const { actor, people, voice, inVoice, heard, guild, bot, tracker, clock } = await stage();
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

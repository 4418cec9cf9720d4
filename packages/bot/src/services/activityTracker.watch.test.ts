import { once } from 'node:events';
import { join } from 'node:path';
import { Events } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { holdClocks } from '../tests/holdClocks.js';
import { MovableClock } from '../tests/MovableClock.js';
import { startBot } from '../tests/startBot.js';
import { startTracker } from '../tests/startTracker.js';
import { temporaryFolder } from '../tests/temporaryFolder.js';
import { ActivityTracker } from './activityTracker.js';

const HOUR = 3_600_000;

describe('the watch of the tracker', () => {
	it('knows when it was watching: a resumed session has no gap; a new one and an outage do', async () => {
		holdClocks();
		const { actor, people, voice, clock, inVoice, heard, dispatched, sum, coverage, guild, emulator, bot, start } =
			await startTracker();
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

	it('continues after a restart with the members still in voice, and the time between is not observed', async () => {
		const env = { DATABASE_PATH: join(temporaryFolder(), 'bot.db') };
		const first = await startTracker({ env });
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
		expect(tracker.coverage(first.guild.id, period)()).toBeCloseTo(2 / 3, 9);
		expect(tracker.sums(first.guild.id, period).get(anna)).toMatchObject({ activeMs: 2 * HOUR });
		expect(tracker.sums(first.guild.id, period).get(ben)).toMatchObject({ activeMs: HOUR });
	});

	it('stops watching at the event before a lost one, until the guild is sent again', async () => {
		holdClocks();
		const { actor, people, voice, clock, inVoice, heard, sum, coverage, emulator, bot, log } = await startTracker();
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
		expect(sum(ben)).toMatchObject({ messages: 0 });
		expect(log.filter(({ msg }) => String(msg).includes('Events were lost'))).toHaveLength(1);

		await heard(Events.ShardReconnecting, () => emulator.faults.gateway.cut({ resumable: false, code: 4009 }));
		await once(bot.client, Events.ShardReady);
		clock.advance(HOUR);
		expect(coverage()).toBe(2 / 5);
		expect(sum(anna)).toMatchObject({ activeMs: HOUR });
		expect(sum(ben)).toMatchObject({ activeMs: HOUR });
	});

	it('does not claim to have watched over a dead socket, unless the resumed session sends everything', async () => {
		const ahead = holdClocks();
		// No heartbeat comes between: their times are random.
		const options = { emulator: { gateway: { heartbeatInterval: 100 * HOUR } } };
		const { actor, people, voice, clock, inVoice, heard, dispatched, sum, coverage, emulator, bot } =
			await startTracker(options);
		const [anna = ''] = people;
		await inVoice(() => actor(anna).joinsVoice(voice));
		/** These clocks and the bot's, in steps of a checkpoint. */
		const pass = (ms: number) => {
			for (let left = ms; left > 0; left -= 30_000) {
				ahead.monotonic += 30_000;
				ahead.wall += 30_000;
				clock.advance(30_000);
			}
		};
		pass(120_000);
		expect(coverage()).toBeLessThan(1);
		await heard(Events.ShardReconnecting, () => emulator.faults.gateway.cut({ resumable: true }));
		await dispatched('RESUMED');
		expect(coverage()).toBe(1);
		expect(sum(anna)).toMatchObject({ activeMs: 120_000 });

		pass(60_000);
		// A wall clock that is set back does not make a dead socket alive.
		ahead.wall -= HOUR;
		pass(60_000);
		expect(coverage()).toBeLessThan(1);
		ahead.wall += HOUR;
		await heard(Events.ShardReconnecting, () => emulator.faults.gateway.cut({ resumable: false, code: 4009 }));
		await once(bot.client, Events.ShardReady);
		expect(sum(anna)).toMatchObject({ activeMs: 120_000 });
		expect(coverage()).toBe(0.5);

		// Even a short silence may be a dead socket; only a resumed session rules that out.
		pass(30_000);
		await heard(Events.ShardReconnecting, () => emulator.faults.gateway.cut({ resumable: true }));
		await dispatched('RESUMED');
		expect(sum(anna)).toMatchObject({ activeMs: 150_000 });
		pass(30_000);
		await heard(Events.ShardReconnecting, () => emulator.faults.gateway.cut({ resumable: false, code: 4009 }));
		await once(bot.client, Events.ShardReady);
		expect(sum(anna)).toMatchObject({ activeMs: 150_000 });
		expect(coverage()).toBe(0.5);
	});

	it('watches again after a standstill, once the session sends something', async () => {
		const ahead = holdClocks();
		const clock = new MovableClock();
		const options = { clock, emulator: { gateway: { heartbeatInterval: 100 * HOUR } } };
		const { actor, people, voice, inVoice, heard, sum, coverage } = await startTracker(options);
		const [anna = '', ben = ''] = people;
		await inVoice(() => actor(anna).joinsVoice(voice));
		clock.advance(HOUR);
		clock.shift += HOUR;
		ahead.monotonic += HOUR;
		ahead.wall += HOUR;
		clock.advance(HOUR);
		expect(coverage()).toBe(1 / 3);
		await heard(Events.MessageCreate, () => actor(ben).says('still here'));
		// The next checkpoint is the one at the question.
		expect(sum(ben)).toBeUndefined();
		clock.advance(HOUR);
		expect(coverage()).toBe(2 / 4);
		expect(sum(anna)).toMatchObject({ activeMs: 2 * HOUR });
	});

	it('survives a database that refuses writes, claims nothing for that time, and continues with the members in voice then', async () => {
		const { actor, people, voice, clock, inVoice, heard, sum, coverage, bot, log } = await startTracker();
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
		// Until the next checkpoint it was unknown that writes would work again.
		const late = 2 * HOUR + 30_000;
		expect(sum(anna)).toMatchObject({ activeMs: HOUR });
		expect(sum(ben)).toMatchObject({ activeMs: 3 * HOUR - late, messages: 0 });
		expect(coverage()).toBeCloseTo((4 * HOUR - late) / (3 * HOUR), 9);
		const words = log.filter(({ msg }) => String(msg).startsWith('Activity can')).map(({ level }) => level);
		expect(words).toEqual([50, 30]);
	});
});

import { join } from 'node:path';
import { Events } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { AbsenceStore } from '../absences/index.js';
import { ActivityTracker } from '../services/activityTracker.js';
import { GuildSettingsStore } from '../settings/index.js';
import { eventually } from '../tests/eventually.js';
import { filesHold } from '../tests/filesHold.js';
import { type StartBotOptions, startBot } from '../tests/startBot.js';
import { startTracker } from '../tests/startTracker.js';
import { temporaryFolder } from '../tests/temporaryFolder.js';
import { LeaverStore } from './LeaverStore.js';
import { Leavers } from './Leavers.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Two users with data, on a clock that moves by hours, as the searches do. */
async function aStage(options: StartBotOptions = {}) {
	const stage = await startTracker(options);
	const { actor, people, heard, container, clock, tracker, guild } = stage;
	const [anna = '', ben = ''] = people;
	for (const id of [anna, ben]) await heard(Events.MessageCreate, () => actor(id).says('hello'));
	const leavers = container.resolve(Leavers);
	const store = container.resolve(LeaverStore);
	const pass = async (ms: number) => {
		for (let passed = 0; passed < ms; passed += HOUR) {
			clock.advance(HOUR);
			await leavers.idle();
		}
	};
	const isKept = (id: string) => tracker.count(guild.id, id) > 0;
	const left = async (id: string, count = 1) => {
		guild.leave(id);
		await eventually(() => expect(store.count(guild.id, id)).toBe(count));
	};
	return { ...stage, anna, ben, store, pass, isKept, left, absences: container.resolve(AbsenceStore) };
}

describe('the data of a member that has left', () => {
	it("is removed after the days that the guild has set, from the files as well, and nobody else's is", async () => {
		const path = join(temporaryFolder(), 'bot.db');
		const { settings, guild, anna, ben, left, pass, isKept, store } = await aStage({ env: { DATABASE_PATH: path } });
		settings.set(guild.id, { leaverDays: 3 });
		await left(anna);
		await pass(2 * DAY);
		expect([isKept(anna), isKept(ben)]).toEqual([true, true]);
		await pass(DAY + HOUR);
		expect([isKept(anna), isKept(ben)]).toEqual([false, true]);
		expect(store.count(guild.id, anna)).toBe(0);
		expect([filesHold(path, anna), filesHold(path, ben)]).toEqual([false, true]);
	});

	it('stays if they come back in time', async () => {
		const { guild, anna, left, pass, isKept, store } = await aStage();
		await left(anna);
		await pass(DAY);
		guild.join({ user: { id: anna } });
		await eventually(() => expect(store.count(guild.id, anna)).toBe(0));
		await pass(31 * DAY);
		expect(isKept(anna)).toBe(true);
	});

	it('is removed at once if the setting is lowered below the days that have passed', async () => {
		const { settings, guild, anna, left, pass, isKept, container } = await aStage();
		await left(anna);
		await pass(5 * DAY);
		settings.set(guild.id, { leaverDays: 5 });
		await container.resolve(Leavers).idle();
		expect(isKept(anna)).toBe(false);
	});

	it('keeps a running absence until it is over, and the opt-out', async () => {
		const { settings, guild, anna, ben, left, pass, absences, clock, tracker } = await aStage();
		settings.set(guild.id, { leaverDays: 1 });
		const until = clock.now() + 4 * DAY;
		absences.set({ guildId: guild.id, userId: anna, until, reason: null, setBy: anna });
		absences.set({ guildId: guild.id, userId: ben, until: until + 90 * DAY, reason: null, setBy: anna });
		tracker.optOut(guild.id, anna);
		await left(anna);
		await pass(2 * DAY);
		expect(absences.current(guild.id, anna)).toBeDefined();
		expect(absences.current(guild.id, ben)).toMatchObject({ setBy: '' });
		await pass(3 * DAY);
		expect(absences.ofUser(guild.id, anna)).toEqual([]);
		expect(tracker.hasOptedOut(guild.id, anna)).toBe(true);
	});

	it('is removed as well if they left while the bot was down, which is noticed on the first day', async () => {
		const env = { DATABASE_PATH: join(temporaryFolder(), 'bot.db') };
		const first = await aStage({ env });
		const { anna, ben, guild, emulator, clock, bot } = first;
		await bot.stop();
		guild.leave(anna);
		const { container } = await startBot({ env, on: emulator, clock });
		const [leavers, tracker] = [container.resolve(Leavers), container.resolve(ActivityTracker)];
		container.resolve(GuildSettingsStore).set(guild.id, { leaverDays: 2 });
		clock.advance(10 * 60_000);
		await leavers.idle();
		expect(container.resolve(LeaverStore).export(guild.id, anna)).toEqual([{ left: '2026-01-01' }]);
		for (let hour = 0; hour < 49; hour++) {
			clock.advance(HOUR);
			await leavers.idle();
		}
		expect([tracker.count(guild.id, anna), tracker.count(guild.id, ben) > 0]).toEqual([0, true]);
	});
});

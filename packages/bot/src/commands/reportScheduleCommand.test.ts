import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from 'rollcall-emulator';
import { expect, it, onTestFinished, vi } from 'vitest';
import { GuildSettingsStore } from '../settings/index.js';
import { FakeSources } from '../tests/fakeSources.js';
import { type Stage, startBot } from '../tests/startBot.js';

// A Wednesday.
const NOW = Date.UTC(2026, 11, 16, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const channelOf = ({ guild }: Stage) => [...guild.channels.values()].find(({ name }) => name === 'bots')?.id ?? '';
const reportsIn = (stage: Stage) =>
	stage.guild.chat
		.messages(channelOf(stage))
		.latest(100)
		.map(({ embeds }) => embeds[0]?.description?.split('\n')[0] ?? '')
		.reverse();
const logged = ({ log }: Stage, words: string) => log.filter(({ msg }) => msg === words).length;
const told = (stage: Stage, words: string, times = 1) => vi.waitFor(() => expect(logged(stage, words)).toBe(times));

function aDatabase(): string {
	const folder = mkdtempSync(join(tmpdir(), 'report-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	return join(folder, 'bot.sqlite');
}

it('sends a week on Monday at nine in the time zone of the guild, also after a restart, never twice, and catches up once', async () => {
	const clock = new ManualClock(NOW);
	const { extend } = new FakeSources();
	const env = { DATABASE_PATH: aDatabase() };
	const first = await startBot({ clock, extend, env });
	const role = first.guild.createRole({ name: 'crew' }).id;
	const what = { role, interval: 'weekly' };
	const noChannel = await first.actor().runs('report-schedule add', what).answer();
	expect(noChannel).toMatchObject({ isEphemeral: true, content: expect.stringContaining('no report channel yet') });
	const settings = first.container.resolve(GuildSettingsStore);
	settings.set(first.guild.id, { reportChannelId: channelOf(first), timeZone: 'Asia/Seoul' });
	// Monday the 21st, nine o'clock in Seoul.
	const due = Date.UTC(2026, 11, 21);
	const added = await first.actor().runs('report-schedule add', what).answer();
	expect(added.content).toContain(`<t:${due / 1000}:f>`);
	const twice = await first.actor().runs('report-schedule add', what).answer();
	expect(twice.content).toContain('scheduled already');
	clock.advance(due - NOW - 1);
	await first.bot.stop();
	expect(reportsIn(first)).toEqual([]);

	const second = await startBot({ on: first.emulator, clock, extend, env });
	clock.advance(1);
	await told(second, 'Sent a scheduled report');
	const week = `<@&${role}> · 2026-12-14 to 2026-12-20 (Asia/Seoul)`;
	expect(reportsIn(second)).toEqual([week]);
	await second.bot.stop();

	const third = await startBot({ on: first.emulator, clock, extend, env });
	const listed = await third.actor(undefined, { locale: 'ko' }).runs('보고서예약 목록').answer();
	expect(listed.content).toBe(`<@&${role}>: 매주, 다음 <t:${(due + 7 * DAY) / 1000}:f>`);
	await third.bot.stop();
	expect(reportsIn(third)).toEqual([week]);

	clock.advance(22 * DAY);
	const fourth = await startBot({ on: first.emulator, clock, extend, env });
	await told(fourth, 'Sent a scheduled report');
	expect(reportsIn(fourth)).toEqual([week, `<@&${role}> · 2027-01-04 to 2027-01-10 (Asia/Seoul)`]);
	expect((await fourth.actor().runs('report-schedule remove', what).answer()).content).toContain('no more');
	expect((await fourth.actor().runs('report-schedule remove', what).answer()).content).toContain('no such');
	expect((await fourth.actor().runs('report-schedule list').answer()).content).toBe('No report is scheduled.');
});

it('gives a schedule up whose channel is gone, and tells the owner each time', async () => {
	const clock = new ManualClock(NOW);
	const { extend } = new FakeSources();
	const stage = await startBot({ clock, extend });
	const role = stage.guild.createRole({ name: 'crew' }).id;
	stage.container.resolve(GuildSettingsStore).set(stage.guild.id, { reportChannelId: channelOf(stage) });
	await stage.actor().runs('report-schedule add', { role, interval: 'monthly' }).answer();
	stage.guild.channels.has(channelOf(stage));
	stage.container.resolve(GuildSettingsStore).set(stage.guild.id, { reportChannelId: '123456789012345678' });
	for (const times of [1, 2, 3]) {
		clock.advance(31 * DAY);
		await told(stage, 'No scheduled report', times);
	}
	expect(stage.log.filter(({ msg }) => msg === 'No scheduled report').at(-1)).toMatchObject({ removed: true });
	expect((await stage.actor().runs('report-schedule list').answer()).content).toBe('No report is scheduled.');
});

it('tries again what failed before it was claimed, and never what failed after', async () => {
	const clock = new ManualClock(NOW);
	const { extend } = new FakeSources();
	const stage = await startBot({ clock, extend });
	const role = stage.guild.createRole({ name: 'crew' }).id;
	stage.container.resolve(GuildSettingsStore).set(stage.guild.id, { reportChannelId: channelOf(stage) });
	await stage.actor().runs('report-schedule add', { role, interval: 'weekly' }).answer();
	stage.emulator.faults.add({
		on: 'rest',
		route: 'createMessage',
		status: 400,
		body: { code: 0, message: 'no' },
		times: 1,
	});
	clock.advance(5 * DAY);
	await told(stage, 'A scheduled report could not be sent');
	clock.advance(DAY);
	expect(reportsIn(stage)).toEqual([]);
	clock.advance(6 * DAY);
	await told(stage, 'Sent a scheduled report');
	expect(reportsIn(stage)).toEqual([`<@&${role}> · 2026-12-21 to 2026-12-27 (UTC)`]);
});

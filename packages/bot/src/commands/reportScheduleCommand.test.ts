import { join } from 'node:path';
import { ManualClock } from 'rollcall-emulator';
import { expect, it } from 'vitest';
import { ReportScheduler } from '../report/schedule/index.js';
import { GuildSettingsStore } from '../settings/index.js';
import { FakeSources } from '../tests/fakeSources.js';
import { loseAnswer } from '../tests/loseAnswer.js';
import { type Stage, startBot } from '../tests/startBot.js';
import { temporaryFolder } from '../tests/temporaryFolder.js';

// A Wednesday.
const NOW = Date.UTC(2026, 11, 16, 12);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const channelOf = ({ guild }: Stage) => [...guild.channels.values()].find(({ name }) => name === 'bots')?.id ?? '';
const reportsIn = (stage: Stage) =>
	stage.guild.chat
		.messages(channelOf(stage))
		.latest(100)
		.map(({ embeds }) => embeds[0]?.description?.split('\n')[0] ?? '')
		.reverse();
const logged = ({ log }: Stage, words: string) => log.filter(({ msg }) => msg === words).length;

/** A bot that sends reports of a role at this interval. */
async function scheduled(interval: 'weekly' | 'monthly') {
	const clock = new ManualClock(NOW);
	const { extend } = new FakeSources();
	const stage = await startBot({ clock, extend });
	const role = stage.guild.createRole({ name: 'crew' }).id;
	stage.container.resolve(GuildSettingsStore).set(stage.guild.id, { reportChannelId: channelOf(stage) });
	await stage.actor().runs('report-schedule add', { role, interval }).answer();
	return { stage, clock, role };
}

/** Lets time pass, and waits until the scheduler has done what became due. */
async function pass({ container }: Stage, clock: ManualClock, ms: number): Promise<void> {
	const scheduler = container.resolve(ReportScheduler);
	await scheduler.idle();
	clock.advance(ms);
	await scheduler.idle();
}

it('sends the report of a week on Monday at nine in the time zone of the guild, even after a restart, never twice, and catches up once', async () => {
	const clock = new ManualClock(NOW);
	const { extend } = new FakeSources();
	const env = { DATABASE_PATH: join(temporaryFolder(), 'bot.sqlite') };
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
	expect(twice.content).toContain('already scheduled');
	await pass(first, clock, due - NOW - 1);
	await first.bot.stop();
	expect(reportsIn(first)).toEqual([]);

	const second = await startBot({ on: first.emulator, clock, extend, env });
	await pass(second, clock, 1);
	const week = `<@&${role}> · 2026-12-14 to 2026-12-20 (Asia/Seoul)`;
	expect(reportsIn(second)).toEqual([week]);
	await second.bot.stop();

	const third = await startBot({ on: first.emulator, clock, extend, env });
	const listed = await third.actor(undefined, { locale: 'ko' }).runs('보고서예약 목록').answer();
	expect(listed.content).toBe(`<@&${role}>: 매주, 다음 <t:${(due + 7 * DAY) / 1000}:f>`);
	await pass(third, clock, DAY);
	await third.bot.stop();
	expect(reportsIn(third)).toEqual([week]);

	clock.advance(21 * DAY);
	const fourth = await startBot({ on: first.emulator, clock, extend, env });
	await pass(fourth, clock, 0);
	expect(logged(fourth, 'Sent a scheduled report')).toBe(1);
	expect(reportsIn(fourth)).toEqual([week, `<@&${role}> · 2027-01-04 to 2027-01-10 (Asia/Seoul)`]);
	expect((await fourth.actor().runs('report-schedule remove', what).answer()).content).toContain('no longer sent');
	expect((await fourth.actor().runs('report-schedule remove', what).answer()).content).toContain('no such');
	expect((await fourth.actor().runs('report-schedule list').answer()).content).toBe('No report is scheduled.');
});

it('removes a schedule if its channel is gone, and tells the owner each time', async () => {
	const { stage, clock } = await scheduled('weekly');
	stage.container.resolve(GuildSettingsStore).set(stage.guild.id, { reportChannelId: '123456789012345678' });
	for (const times of [1, 2, 3]) {
		await pass(stage, clock, 7 * DAY);
		expect(logged(stage, 'No scheduled report')).toBe(times);
	}
	expect(stage.log.filter(({ msg }) => msg === 'No scheduled report').at(-1)).toMatchObject({ removed: true });
	const told = stage.actor().directMessages.map(({ content }) => content);
	expect(told).toHaveLength(3);
	for (const words of told)
		expect(words).toMatch(/^The weekly report for the role crew .*There is no report channel\./);
	expect(told[0]).toContain('failed 3 times in a row, so the schedule is removed');
	expect((await stage.actor().runs('report-schedule list').answer()).content).toBe('No report is scheduled.');
});

it('tries again if a run fails before the claim, and never if it fails after', async () => {
	const { stage, clock, role } = await scheduled('weekly');
	stage.emulator.faults.add({
		on: 'rest',
		route: 'createMessage',
		status: 400,
		body: { code: 0, message: 'no' },
		times: 1,
	});
	const failed = 'A scheduled report failed; it is tried again';
	const members = stage.bot.members as { fetchRoleMembers: unknown };
	members.fetchRoleMembers = () => Promise.reject(new Error('the disk is full'));
	await pass(stage, clock, 5 * DAY - 20 * MINUTE);
	expect(logged(stage, failed)).toBe(1);
	delete members.fetchRoleMembers;
	await pass(stage, clock, 10 * MINUTE);
	expect(logged(stage, 'A scheduled report could not be sent')).toBe(1);
	await pass(stage, clock, DAY);
	expect(reportsIn(stage)).toEqual([]);
	await pass(stage, clock, 6 * DAY);
	expect(logged(stage, 'Sent a scheduled report')).toBe(1);
	expect(reportsIn(stage)).toEqual([`<@&${role}> · 2026-12-21 to 2026-12-27 (UTC)`]);
});

it('repeats a slow request with the same nonce, so that Discord posts it once', async () => {
	const { stage, clock, role } = await scheduled('monthly');
	const bodies: unknown[] = [];
	const { options } = stage.bot.client.rest;
	const { makeRequest } = options;
	const noting: typeof makeRequest = (url, init) => {
		if (init.body instanceof FormData) bodies.push(JSON.parse(String(init.body.get('payload_json'))));
		return makeRequest(url, init);
	};
	Object.assign(options, { makeRequest: noting });
	loseAnswer(stage, () => reportsIn(stage).length === 1, { route: 'createMessage', path: /\/messages$/ });
	await pass(stage, clock, 16 * DAY);
	expect(logged(stage, 'Sent a scheduled report')).toBe(1);
	const once = { nonce: expect.stringMatching(/^\d+ 2027-01-01$/), enforce_nonce: true };
	expect(bodies.length).toBeGreaterThan(1);
	for (const body of bodies) expect(body).toMatchObject(once);
	expect(reportsIn(stage)[0]).toBe(`<@&${role}> · 2026-12-01 to 2026-12-31 (UTC)`);
});

it('says that an unconfirmed report may be lost, and does not send it again', async () => {
	const { stage, clock } = await scheduled('weekly');
	const { retries } = stage.bot.client.rest.options;
	stage.emulator.faults.add({ on: 'rest', route: 'createMessage', reset: true, times: 1 + retries });
	await pass(stage, clock, 5 * DAY);
	const unsure = '2026-12-14 ~ 2026-12-20 보고서가 도착하지 않았을 수 있습니다';
	const list = () => stage.actor(undefined, { locale: 'ko' }).runs('보고서예약 목록').answer();
	expect((await list()).content).toContain(unsure);
	await pass(stage, clock, DAY);
	expect(reportsIn(stage)).toEqual([]);
	await pass(stage, clock, 6 * DAY);
	expect(reportsIn(stage)).toHaveLength(1);
	expect((await list()).content).not.toContain('⚠️');
});

import { once } from 'node:events';
import { Events, type Message } from 'discord.js';
import { type DecodedPng, decode } from 'fast-png';
import { ManualClock } from 'rollcall-emulator';
import { describe, expect, it } from 'vitest';
import type { DependencyContainer } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { STANDING_COLOURS } from '../report/chart/colours.js';
import { lastBoundary, periodBefore } from '../report/schedule/boundaries.js';
import { ScheduledSend } from '../report/schedule/index.js';
import { GuildSettingsStore } from '../settings/index.js';
import { startBot } from './startBot.js';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 11, 15, 6);

it('a report shows the recorded activity, and how much of the day was observed', async () => {
	const clock = new ManualClock(NOW);
	const { actor, guild } = await startBot({ clock });
	const role = guild.createRole({ name: 'crew' }).id;
	const talker = guild.memberAt(3).user.id;
	guild.update(talker, { roles: [role], joined_at: '2020-01-01T00:00:00.000000+00:00' });
	const lounge = [...guild.channels.values()].find(({ name }) => name === 'Lounge')?.id ?? '';
	actor(talker).joinsVoice(lounge);
	// The answer to a command comes after the events before it.
	await actor().runs('members count').answer();
	for (let hour = 0; hour < 6; hour++) clock.advance(HOUR);
	const options = { role, start_date: '261215', end_date: '261215' };
	const answer = await actor()
		.runs('report', options)
		.answer(({ files }) => files.length > 0);
	expect(answer.embeds[0]?.description).toContain('Observed 50 %');
	expect(answer.embeds[0]?.description).toContain('⚪ ');
	expect(answer.embeds[0]?.description).toContain('6 h, 0 messages');
});

describe('a report', () => {
	const WEEK = { start_date: '261208', end_date: '261214' };
	const COLOURED = /[🟢🔴🟡]/u;

	async function stage(from: number) {
		const clock = new ManualClock(from);
		const started = await startBot({ clock });
		const { actor, guild, container } = started;
		const settings = container.resolve(GuildSettingsStore);
		const role = guild.createRole({ name: 'crew' }).id;
		for (const { user } of guild.members())
			guild.update(user.id, { roles: [role], joined_at: '2020-01-01T00:00:00.000000+00:00' });
		await actor().runs('members count').answer();
		const runsUntil = (moment: number) => {
			while (clock.now() < moment) clock.advance(Math.min(MINUTE, moment - clock.now()));
		};
		const report = async (options: object, locale = 'en-US') => {
			clock.advance(10_001);
			const sent = actor(undefined, { locale }).runs('report', { role, ...options });
			const { embeds, files } = await sent.answer((answer) => answer.files.length > 0);
			const csv = Buffer.from(files[1]?.bytes ?? []).toString();
			return { text: JSON.stringify(embeds), csv, chart: decode(files[0]?.bytes ?? new Uint8Array()) };
		};
		return { ...started, clock, settings, role, report, runsUntil };
	}

	it('judges nobody by the last three seconds of a week, in text, chart, CSV and scheduled reports', async () => {
		const end = Date.UTC(2026, 11, 14);
		const { settings, guild, role, report, runsUntil, container } = await stage(end - 3_000);
		const [channel] = [...guild.channels.values()];
		settings.setRequiredHours(guild.id, role, 10);
		settings.set(guild.id, { reportChannelId: channel?.id ?? null });
		runsUntil(end + 10 * HOUR);
		const week = { start_date: '261207', end_date: '261213' };
		for (const [locale, words] of [
			['en-US', 'Observed 0 % of the period; a judgement needs 50 %'],
			['ko', '기간의 0%만 관찰되었습니다'],
		] as const) {
			const { text, csv, chart } = await report(week, locale);
			expect(text).toContain(words);
			expect(text).not.toMatch(COLOURED);
			expect(csv).not.toMatch(/,(active|inactive),/);
			expect(csv.match(/,unknown,/g)).toHaveLength(guild.size);
			for (const standing of ['active', 'inactive', 'afk'] as const)
				expect(hasColour(chart, STANDING_COLOURS[standing])).toBe(false);
		}
		const { sends, scheduled } = await scheduleOf(container, guild.id, role);
		expect(scheduled).toContain('Observed 0 % of the period');
		expect([scheduled.match(COLOURED), sends]).toEqual([null, 1]);
	});

	it('judges a week if half of it was watched, and not if a little less was', async () => {
		const start = Date.UTC(2026, 11, 8);
		const { settings, guild, role, report, runsUntil } = await stage(start + 84 * HOUR);
		settings.setRequiredHours(guild.id, role, 10);
		runsUntil(start + 168 * HOUR);
		const { text, csv } = await report(WEEK);
		expect(text).toContain('Observed 50 % of the period; required hours are reduced');
		expect(text).toContain('🔴');
		expect(csv).toMatch(/,inactive,0,5,/);
		settings.set(guild.id, { leastObservedPercent: 51 });
		const strict = await report(WEEK);
		expect(strict.text).toContain('Observed 50 % of the period; a judgement needs 51 %');
		expect(strict.text + strict.csv).not.toMatch(/[🟢🔴🟡]|,(active|inactive),/u);
	});

	it('judges nobody on a day that has just begun, and shows only the activity for a role without hours', async () => {
		const midnight = Date.UTC(2026, 11, 15);
		const { settings, guild, role, report, runsUntil, actor } = await stage(midnight - HOUR);
		runsUntil(midnight + 5 * MINUTE);
		const day = { start_date: '261215', end_date: '261215' };
		settings.setRequiredHours(guild.id, role, 10);
		const early = await report(day);
		expect(early.text).toContain('0 % of the period is over; a judgement needs 50 %');
		expect(early.text + early.csv).not.toMatch(/[🟢🔴🟡]|,(active|inactive),/u);

		const writer = guild.memberAt(3).user.id;
		for (let n = 0; n < 3; n++) actor(writer).says('hello');
		await actor().runs('members count').answer();
		runsUntil(midnight + 13 * HOUR);
		settings.setRequiredHours(guild.id, role, null);
		const { text, csv } = await report(day);
		expect(text).toContain('This role has no required hours, so nobody is called active or inactive.');
		expect(text).toMatch(/⚪ [^\\]* · \d+ h, 3 messages/);
		expect(text + csv).not.toMatch(/[🟢🔴🟡]|,(active|inactive),/u);
		expect(csv).toMatch(/,unjudged,/);
	});
});

/** The messages that are sent to a channel without a command; the channel is left out. */
async function scheduleOf(container: DependencyContainer, guildId: string, roleId: string) {
	const guild = container.resolve(DI_TOKENS.Client).guilds.cache.get(guildId);
	if (!guild) throw new Error('The guild is not there.');
	const { timeZone } = container.resolve(GuildSettingsStore).get(guildId);
	const now = container.resolve(DI_TOKENS.Clock).now();
	const period = periodBefore(lastBoundary('weekly', timeZone, now), 'weekly', now);
	const channel = guild.channels.cache.find((each) => each.isSendable());
	if (!channel?.isSendable()) throw new Error('There is no channel to send to.');
	container.resolve(GuildSettingsStore).set(guildId, { reportChannelId: channel.id });
	const send = await container.resolve(ScheduledSend).prepare(guild, roleId, period, new AbortController().signal);
	const sent = once(guild.client, Events.MessageCreate);
	await send('1');
	const [message] = (await sent) as [Message];
	return { sends: message.embeds.length, scheduled: JSON.stringify(message.embeds) };
}

function hasColour({ data, channels }: DecodedPng, colour: string): boolean {
	const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
	for (let at = 0; at < data.length; at += channels)
		if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) return true;
	return false;
}

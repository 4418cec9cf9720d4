import { Status } from 'discord.js';
import { decode } from 'fast-png';
import { ManualClock, type SentInteraction } from 'rollcall-emulator';
import { describe, expect, it } from 'vitest';
import { GuildSettingsStore } from '../settings/index.js';
import { eventually } from '../tests/eventually.js';
import { FakeSources } from '../tests/fakeSources.js';
import { type StartBotOptions, startBot } from '../tests/startBot.js';

const NOW = Date.UTC(2026, 11, 15, 12);
const DATES = { start_date: '261201', end_date: '2026-12-10' };
const MINUTE = 60_000;
const QUICK = { fullFetch: 3_000, chunkIdle: 1_500, partialFetch: 1_000, fallbackTimeout: 1_000 };

async function stage(options: StartBotOptions = {}) {
	const sources = new FakeSources();
	const clock = new ManualClock(NOW);
	const started = await startBot({ clock, extend: sources.extend, ...options });
	const { guild } = started;
	const roleId = guild.createRole({ name: 'crew' }).id;
	const hold = (count: number) => {
		const ids = [...guild.members()].slice(0, count).map(({ user }) => user.id);
		for (const id of ids) guild.update(id, { roles: [roleId], joined_at: '2020-01-01T00:00:00.000000+00:00' });
		return ids;
	};
	const settings = started.container.resolve(GuildSettingsStore);
	return { ...started, sources, clock, roleId, hold, settings };
}

/** The answer after any progress, which is the one with the chart. */
const finished = (sent: SentInteraction) => sent.answer(({ files }) => files.length > 0);
/** The cells of the CSV, without its header. */
const linesOf = ({ files }: { readonly files: readonly { readonly bytes: Uint8Array }[] }) =>
	textOf(files[1]?.bytes)
		.trim()
		.split('\r\n')
		.slice(1)
		.map((line) => line.split(','));
const textOf = (csv: Uint8Array | undefined) => Buffer.from(csv ?? []).toString('utf8');

describe('/report', () => {
	it('answers with the activity, the chart and the CSV, from memory, with pages that administrators turn', async () => {
		const { actor, guild, hold, roleId, sources, settings, emulator, clock } = await stage();
		const ids = hold(45);
		const [first = '', second = '', third = '', fourth = ''] = ids;
		settings.setRequiredHours(guild.id, roleId, 10);
		sources.active(first, 12);
		sources.active(second, 9);
		sources.optedOut.add(third);
		sources.absences.set(fourth, [{ userId: fourth, from: 0, until: NOW, reason: null }]);
		guild.update(second, { nick: '=cmd|calc' });
		const answer = await finished(actor().runs('report', { role: roleId, ...DATES }));
		expect(answer).toMatchObject({ isEphemeral: false, wasDeferred: true, content: '' });
		const [embed] = answer.embeds;
		expect(embed?.description).toContain(`<@&${roleId}> · 2026-12-01 to 2026-12-10 (UTC)`);
		expect(embed?.description).toContain('12 h of 10 h');
		expect(embed?.fields?.map(({ value }) => value).slice(1)).toEqual(['1', '41', '1', '2', '10 h', '21 h', '0.5 h']);
		expect(embed?.footer?.text).toMatch(/^List: fetched in full · \d+ requests? · \d+ ms$/);
		const [chart, csv] = answer.files;
		expect(decode(chart?.bytes ?? new Uint8Array())).toMatchObject({ width: 900 });
		const lines = textOf(csv?.bytes).trim().split('\r\n');
		expect(lines).toHaveLength(46);
		expect(lines.find((line) => line.startsWith(`id:${second},`))).toContain(",'=cmd|calc,");

		const clicked = await actor().clicks(answer, '▶').answer();
		expect(clicked.kind).toBe('update');
		expect(clicked.embeds[0]?.description?.match(/of 10 h/g)).toHaveLength(19);
		expect(clicked.message?.attachments).toHaveLength(2);

		const asked = emulator.stats.bot().memberRequests;
		clock.advance(10_001);
		const again = await finished(
			actor(undefined, { locale: 'ko' }).runs('보고서', { 역할: roleId, 시작일: '261201', 종료일: '261210' }),
		);
		expect(emulator.stats.bot().memberRequests).toBe(asked);
		expect(again.embeds[0]).toMatchObject({
			title: '활동 보고서',
			footer: { text: expect.stringContaining(' · 10초 전 결과 · ') },
		});
		clock.advance(31 * MINUTE);
		const late = await actor().clicks(answer, '⏭').answer();
		expect(late).toMatchObject({ isEphemeral: true, content: expect.stringContaining('no longer have this report') });
	});

	it('says that the role is gone if it is deleted while its members are fetched, and reports on nobody', async () => {
		const { actor, guild, hold, roleId, emulator } = await stage();
		hold(5);
		const gone = () => guild.deleteRole(roleId);
		emulator.faults.add({ on: 'memberRequest', full: true, before: gone });
		const answer = await actor()
			.runs('report', { role: roleId, ...DATES })
			.answer(({ content }) => content.includes('role'));
		expect(answer.content).toContain('no longer has the role');
		expect(answer.files).toEqual([]);
	});

	it('tells only the caller what is wrong with the dates, and lets them try again at once', async () => {
		const { actor, roleId } = await stage();
		const wrong = [
			['soon', '261210', '`soon` is not a date'],
			['261210', '261201', 'before it begins'],
			['261210', '261216', 'in the future'],
			['251130', '261201', 'longer than a year'],
		] as const;
		for (const [start_date, end_date, words] of wrong) {
			const answer = await actor().runs('report', { role: roleId, start_date, end_date }).answer();
			expect(answer).toMatchObject({ isEphemeral: true, wasDeferred: false, content: expect.stringContaining(words) });
		}
	});

	it('is for administrators, is visible only to the caller in test mode, and then keeps nothing', async () => {
		const { actor, guild, roleId, hold, sources } = await stage();
		const [id = ''] = hold(3);
		const options = { role: roleId, ...DATES, end_date: '261215' };
		const refused = await actor(id).runs('report', options, { force: true }).answer();
		expect(refused).toMatchObject({ isEphemeral: true, content: expect.stringContaining('Administrator') });
		sources.watched = 0.719;
		const shown = await finished(actor().runs('report', { ...options, test_mode: true }));
		expect(shown.isEphemeral).toBe(true);
		expect(shown.embeds[0]?.description).toContain('Observed 71 %');
		sources.watched = 1;
		const other = actor([...guild.members()].at(-1)?.user.id ?? '');
		guild.addRole(other.id, guild.createRole({ permissions: '8' }).id);
		const real = await finished(other.runs('report', options));
		expect(real.embeds[0]?.description).not.toContain('Observed');
	});

	it('says at the top that a list is partial if chunks are lost and pages fail, and keeps no such report', async () => {
		const { actor, emulator, bot, clock, guild } = await stage({ guilds: [{ members: 2_500 }] });
		const { timeouts, retry } = bot.members.getConfig();
		bot.members.updateConfig({ timeouts: { ...timeouts, ...QUICK }, retry: { ...retry, maxRetries: 0 } });
		emulator.faults.add({ on: 'rest', route: 'listMembers', status: 500, times: 1_000 });
		emulator.faults.add({ on: 'memberRequest', full: true, times: 1_000, lose: [1, 2] });
		const answer = await finished(actor().runs('report', { role: guild.id, ...DATES }));
		expect(answer.content).toMatch(/^⚠️ \*\*Partial list: 40 % of the members are known/);
		expect(answer.embeds[0]?.footer?.text).toMatch(/^List: partial, 40 %, \d+ s old/);
		expect(answer.embeds[0]?.fields?.[0]?.value).toMatch(/^at least 1,000/);
		expect(answer.files[1]?.name).toContain('_partial.csv');
		emulator.faults.clear();
		bot.members.updateConfig({ timeouts });
		clock.advance(10_001);
		const whole = await finished(actor().runs('report', { role: guild.id, ...DATES }));
		expect(whole.content).toBe('');
		expect(whole.embeds[0]?.fields?.[0]?.value).toMatch(new RegExp(`^${guild.size.toLocaleString('en')}`));
	});

	it('recovers if the session is lost in the middle of a guild of 25,000', async () => {
		const { actor, emulator, guild } = await stage({ guilds: [{ members: 25_000 }] });
		emulator.faults.add({ on: 'memberRequest', full: true, after: { chunks: 3, do: 'cutResumable' } });
		const sent = actor().runs('report', { role: guild.id, ...DATES });
		const answer = await finished(sent);
		expect(answer.content).toBe('');
		expect(textOf(answer.files[1]?.bytes).trim().split('\r\n')).toHaveLength(25_001);
		// The clock stands still, so there is one edit of the progress, and the answer.
		expect(sent.edits).toHaveLength(2);
		expect(sent.edits[0]?.message?.content).toContain('Fetching members');
	});

	it('says that the list is partial if the session is lost for good, judges nobody that it lacks, and is complete the next time', async () => {
		const { actor, emulator, bot, clock, guild, settings } = await stage({ guilds: [{ members: 5_000 }] });
		settings.setRequiredHours(guild.id, guild.id, 10);
		const { timeouts, retry } = bot.members.getConfig();
		bot.members.updateConfig({ timeouts: { ...timeouts, ...QUICK }, retry: { ...retry, maxRetries: 0 } });
		emulator.faults.add({ on: 'rest', route: 'listMembers', status: 500, times: 1_000 });
		emulator.faults.add({ on: 'memberRequest', full: true, times: 1_000, after: { chunks: 2, do: 'cutFatal' } });
		const answer = await finished(actor().runs('report', { role: guild.id, ...DATES }));
		const known = linesOf(answer).map(([id = '']) => id.replace('id:', ''));
		expect(answer.content).toMatch(/^⚠️ \*\*Partial list: \d+ % of the members are known/);
		expect([known.length < 5_000, known.every((id) => guild.member(id) !== undefined)]).toEqual([true, true]);
		const [holders, ...judged] = answer.embeds[0]?.fields?.map(({ value }) => value) ?? [];
		expect(holders).toMatch(new RegExp(`^at least ${known.length.toLocaleString('en')} `));
		const bots = known.filter((id) => guild.member(id)?.user.bot).length;
		const counts = [0, known.length - bots, 0, bots].map((count) => `at least ${count.toLocaleString('en')}`);
		expect(judged.slice(0, 4)).toEqual(counts);
		expect(answer.files[1]?.name).toContain('_partial.csv');

		emulator.faults.clear();
		bot.members.updateConfig({ timeouts, retry });
		clock.advance(10_001);
		await eventually(() => {
			expect(emulator.stats.bot().identifies).toBeGreaterThan(1);
			expect(bot.client.ws.shards.first()?.status).toBe(Status.Ready);
		});
		const whole = await finished(actor().runs('report', { role: guild.id, ...DATES }));
		expect([whole.content, linesOf(whole).length]).toEqual(['', guild.size]);
	});

	it('gives the same report in both ways, and compare finds no difference', async () => {
		const first = await stage({ env: { MEMBER_FETCH: 'report:compare' }, guilds: [{ members: 1_500 }] });
		const { emulator, hold, roleId, sources, log } = first;
		for (const [n, id] of hold(1_200).entries()) sources.active(id, n % 50);
		const legacy = await finished(first.actor().runs('report', { role: roleId, ...DATES }));
		expect(legacy.embeds[0]?.footer?.text).toMatch(/^List: guild\.members\.fetch\(\), not proven complete/);
		expect(legacy.content).toContain('nothing proves that it contains every member');
		await eventually(() => expect(log.map(({ msg }) => msg)).toContain('compare: the two ways agree'));
		await first.bot.stop();
		const second = await startBot({ on: emulator, clock: first.clock, extend: sources.extend });
		const optimized = await finished(second.actor().runs('report', { role: roleId, ...DATES }));
		expect(optimized.files.map(({ name }) => name)).toEqual(legacy.files.map(({ name }) => name));
		expect(optimized.files.map(({ bytes }) => Buffer.compare(bytes, legacy.files[0]?.bytes ?? bytes))[0]).toBe(0);
		expect(textOf(optimized.files[1]?.bytes)).toBe(textOf(legacy.files[1]?.bytes));
		const shown = ({ embeds: [embed] }: typeof legacy) => ({ ...embed, footer: undefined, image: undefined });
		expect(shown(optimized)).toEqual(shown(legacy));
	});

	it('says so as well if the old way lacks members or is refused', async () => {
		const { actor, emulator, hold, roleId, clock } = await stage({
			env: { MEMBER_FETCH: 'report:legacy' },
			guilds: [{ members: 2_000 }],
			emulator: { gateway: { requestWindow: 0 } },
		});
		hold(3);
		emulator.faults.add({ on: 'memberRequest', full: true, cut: [500] });
		const short = await finished(actor().runs('report', { role: roleId, ...DATES }));
		expect(short.content).toMatch(/^⚠️ \*\*Partial list: 25 % .*guild\.members\.fetch\(\) gave 500 of 2000 members/s);
		clock.advance(10_001);
		emulator.faults.add({ on: 'memberRequest', full: true, refuse: { retryAfter: 17 } });
		const refused = await actor()
			.runs('report', { role: roleId, ...DATES })
			.answer();
		expect(refused).toMatchObject({ isEphemeral: true, content: expect.stringContaining('in 17 seconds') });
	});
});

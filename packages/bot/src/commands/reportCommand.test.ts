import { decode } from 'fast-png';
import { ManualClock, type SentInteraction } from 'rollcall-emulator';
import { describe, expect, it } from 'vitest';
import { GuildSettingsStore } from '../settings/index.js';
import { FakeSources } from '../tests/fakeSources.js';
import { type StartBotOptions, startBot } from '../tests/startBot.js';

const NOW = Date.UTC(2026, 11, 15, 12);
const DATES = { start_date: '261201', end_date: '2026-12-10' };
const MINUTE = 60_000;

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

/** The answer after any progress: it has the chart. */
const finished = (sent: SentInteraction) => sent.answer(({ files }) => files.length > 0);
const textOf = (csv: Uint8Array | undefined) => Buffer.from(csv ?? []).toString('utf8');

describe('/report', () => {
	it('answers who did what, with the chart and the CSV, cached, and pages that administrators turn', async () => {
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
		expect(embed?.fields?.map(({ value }) => value).slice(1)).toEqual(['1', '42', '1', '1', '10 h', '21 h', '0.5 h']);
		expect(embed?.footer?.text).toMatch(/^List: fetched in full · \d+ requests? · \d+ ms$/);
		const [chart, csv] = answer.files;
		expect(decode(chart?.bytes ?? new Uint8Array())).toMatchObject({ width: 900 });
		const lines = textOf(csv?.bytes).trim().split('\r\n');
		expect(lines).toHaveLength(46);
		expect(lines.find((line) => line.startsWith(second))).toContain(",'=cmd|calc,");

		const clicked = await actor().clicks(answer, '▶').answer();
		expect(clicked.kind).toBe('update');
		expect(clicked.embeds[0]?.description?.match(/of 10 h/g)).toHaveLength(20);
		expect(clicked.message?.attachments).toHaveLength(2);

		const asked = emulator.stats.bot().memberRequests;
		clock.advance(10_001);
		const again = await finished(
			actor(undefined, { locale: 'ko' }).runs('보고서', { 역할: roleId, 시작일: '261201', 종료일: '261210' }),
		);
		expect(emulator.stats.bot().memberRequests).toBe(asked);
		expect(again.embeds[0]).toMatchObject({ title: '활동 보고서' });
		clock.advance(31 * MINUTE);
		const late = await actor().clicks(answer, '⏭').answer();
		expect(late).toMatchObject({ isEphemeral: true, content: expect.stringContaining('no longer have this report') });
	});

	it.each([
		[{ start_date: 'soon', end_date: '261210' }, '`soon` is no date'],
		[{ start_date: '261210', end_date: '261201' }, 'before it begins'],
		[{ start_date: '261210', end_date: '261216' }, 'in the future'],
		[{ start_date: '251130', end_date: '261201' }, 'longer than a year'],
	])('tells the caller alone what is wrong with %j', async (dates, words) => {
		const { actor, roleId } = await shared();
		const answer = await actor()
			.runs('report', { role: roleId, ...dates })
			.answer();
		expect(answer).toMatchObject({ isEphemeral: true, wasDeferred: false, content: expect.stringContaining(words) });
	});

	it('is for administrators, who alone see it in test mode, and which then keeps nothing', async () => {
		const { actor, guild, roleId, hold, sources } = await shared();
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

	it('says a partial list is partial, at the top, where a session is lost in the middle', async () => {
		const { actor, emulator, hold, roleId, container, clock } = await stage({ guilds: [{ members: 2_500 }] });
		hold(4);
		const { IMemberFetchService } = (await import('../interfaces/tokens.js')).DI_TOKENS;
		container.resolve(IMemberFetchService).updateConfig({ fetching: { timeout: 1_000 } } as never);
		emulator.faults.add({ on: 'rest', route: 'listMembers', status: 500, times: 1_000 });
		emulator.faults.add({ on: 'memberRequest', full: true, times: 1_000, lose: [1, 2] });
		const answer = await finished(actor().runs('report', { role: roleId, ...DATES }));
		expect(answer.content).toMatch(/^⚠️ \*\*Partial list: 40 %/);
		expect(answer.embeds[0]?.footer?.text).toMatch(/^List: partial, 40 %/);
		expect(answer.embeds[0]?.fields?.[0]?.value).toMatch(/^at least /);
		expect(answer.files[1]?.name).toContain('_partial.csv');
		emulator.faults.clear();
		clock.advance(11_000);
		void clock;
	});
});

let stageOnce: ReturnType<typeof stage> | undefined;
const shared = () => (stageOnce ??= stage());

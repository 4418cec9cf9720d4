import { describe, expect, it } from 'vitest';
import type { RawMember } from '../../interfaces/ITransport.js';
import { aCaller, answerOf, answersOf, aRequest, aRun, CUT, rest } from './aRun.js';
import { byNumber } from './MemberRequests.js';
import type { Run } from './runScenario.js';

const rising = ({ discord }: Run): RawMember[] =>
	[...discord.guild.truth.rows.values()].sort((a, b) => (byNumber(a.user.id) < byNumber(b.user.id) ? -1 : 1));

/** Answers the full request that is under way with these members, in one faultless set of chunks. */
function answerWith(run: Run, at: number, choose: (members: readonly RawMember[]) => readonly RawMember[]): void {
	const { discord } = run;
	discord.timers.after(at, () => {
		const body = { guild_id: discord.guild.id, chunk_count: 1, chunk_index: 0, nonce: discord.lastNonce };
		discord.gateway.emit('GUILD_MEMBERS_CHUNK', { ...body, members: choose(rising(run)) });
	});
}

const theBot =
	({ discord }: Run) =>
	(members: readonly RawMember[]) =>
		members.filter(({ user }) => user.id === discord.botId);
const SILENT = aRequest({ answer: 'silence' });

describe('a list far below what Discord counts', () => {
	it('is wrong if a page names somebody else', async () => {
		const run = aRun({ size: 80, requests: [SILENT] });
		answerWith(run, 300, theBot(run));
		const answer = await answerOf(run);
		expect(answer).toMatchObject({ status: 'complete', totalCount: 80, expectedCount: 80, coverage: 1 });
		expect(answer.retryCount).toBeGreaterThan(0);
	});

	it('is wrong if a whole chunk of a large guild is missing, wherever it was', async () => {
		for (const from of [0, 7_000, 11_000]) {
			const run = aRun({ size: 12_000, requests: [SILENT] });
			answerWith(run, 300, (members) => [...members.slice(0, from), ...members.slice(from + 1_000)]);
			const answer = await answerOf(run);
			expect(answer).toMatchObject({ status: 'complete', totalCount: 12_000 });
			expect(answer.retryCount).toBeGreaterThan(0);
		}
	});

	it('stands if the pages name nobody else: it says how many there should be, and why it is believed', async () => {
		const run = aRun({ size: 80, callers: [aCaller(), aCaller({ at: 5_000 })] });
		Object.defineProperty(run, 'ref', { value: { ...run.ref, memberCount: 80_002 } });
		const answers = await answersOf(run);
		for (const answer of answers) {
			expect(answer).toMatchObject({ status: 'complete', totalCount: 80, expectedCount: 80_002 });
			expect(answer.coverage).toBeCloseTo(0.001, 5);
			expect(answer.reason).toContain('80002');
		}
		expect(answers[1]).toMatchObject({ cacheHit: true });
	});

	it.each(['empty', 'short'] as const)(
		'is not borne out by a page that ends before the list does (%s)',
		async (page) => {
			const run = aRun({ size: 80, requests: [SILENT], rest: rest(page, 'ok') });
			Object.defineProperty(run.discord, 'botId', { value: rising(run).at(-1)?.user.id }); // nobody is behind it
			answerWith(run, 300, (members) => members.slice(-30));
			expect(await answerOf(run)).toMatchObject({ status: 'complete', totalCount: 80 });
		},
	);

	it('waits for REST if a look is refused for a while: no second answer is asked for', async () => {
		const refused = [3_000, 3_000, 9_000].map((retryMs) => ({ answer: 'limited' as const, latencyMs: 100, retryMs }));
		const run = aRun({ size: 80, rest: refused });
		Object.defineProperty(run, 'ref', { value: { ...run.ref, memberCount: 90 } });
		expect(await answerOf(run)).toMatchObject({ status: 'complete', requests: { gateway: 1 } });
		expect(run.discord.sent).toHaveLength(1);
	});

	it('is not complete if REST cannot be asked', async () => {
		const run = aRun({ size: 80, rest: rest('unavailable'), callers: [aCaller({ timeout: 20_000 })] });
		Object.defineProperty(run, 'ref', { value: { ...run.ref, memberCount: 200 } });
		const answer = await answerOf(run);
		expect(answer).toMatchObject({ status: 'partial', totalCount: 80, expectedCount: 200 });
	});

	it('is not checked if joins and leaves explain it, or hardly anybody is missing', async () => {
		const run = aRun({ size: 300 });
		Object.defineProperty(run, 'ref', { value: { ...run.ref, memberCount: 303 } });
		expect(await answerOf(run)).toMatchObject({ status: 'complete', expectedCount: 300, requests: { rest: 0 } });
	});
});

describe('a refreshed list that contradicts the one in memory', () => {
	const callers = [aCaller(), aCaller({ at: 40_000, forceRefresh: true, timeout: 80_000 })];

	it.each([1, 15, 30, 200])('is wrong if Discord knows the %i members that it lacks', async (count) => {
		const run = aRun({ size: 900, requests: [aRequest(), SILENT], callers });
		answerWith(run, 40_250, (members) =>
			members.filter(({ user }, n) => n % 4 > 0 || n > 4 * count || user.id === run.discord.botId),
		);
		Object.defineProperty(run, 'ref', { value: { ...run.ref, memberCount: 0 } }); // the count tells nothing
		const [, refreshed] = await answersOf(run);
		expect(refreshed).toMatchObject({ status: 'complete', totalCount: 900 });
	});

	it.each([1, 30])('is wrong if it names %i who have left', async (count) => {
		const run = aRun({ size: 400, requests: [aRequest(), SILENT], callers });
		const gone = rising(run)
			.filter(({ user }) => user.id !== run.discord.botId)
			.slice(0, count);
		for (const { user } of gone) run.discord.timers.after(1_000, () => run.discord.happen('leave', user.id));
		answerWith(run, 40_250, (members) => [...members, ...gone]);
		const [, refreshed] = await answersOf(run);
		expect(refreshed).toMatchObject({ status: 'complete', totalCount: 400 - count });
	});
});

describe('an empty page before the end', () => {
	const twice = [aCaller(), aCaller({ at: 1_000, forceRefresh: true })];

	it('is not believed if a proxy repeats it', async () => {
		const run = aRun({ size: 2_500, callers: twice, rest: rest('ok', 'ok', 'empty', 'ok') });
		const [, refreshed] = await answersOf(run);
		expect(refreshed).toMatchObject({ status: 'complete', totalCount: 2_500, via: ['rest'] });
	});

	it('is the end if the list in memory agrees: only the count is wrong, and nobody waits for a second answer', async () => {
		const run = aRun({ size: 50, callers: twice });
		Object.defineProperty(run, 'ref', { value: { ...run.ref, memberCount: 51 } });
		const [, refreshed] = await answersOf(run);
		expect(refreshed).toMatchObject({ status: 'complete', source: 'full_fetch', expectedCount: 51, via: ['rest'] });
		expect(run.discord.sent).toHaveLength(1);
	});

	it('is asked for later, and leaves REST unbelieved if nothing else comes', async () => {
		const run = aRun({ size: 2_500, callers: twice });
		const list = run.discord.listMembers.bind(run.discord);
		const last = byNumber(rising(run)[1_999]?.user.id ?? '');
		run.discord.listMembers = async (guildId, after, limit, signal) => {
			const { members } = await list(guildId, after, limit, signal);
			return { members: members.filter(({ user }) => byNumber(user.id) <= last) };
		};
		const [, refreshed] = await answersOf(run);
		expect(refreshed).toMatchObject({ status: 'complete', totalCount: 2_500, via: ['rest', 'gateway'] });
	});
});

describe('a page that was read without a session', () => {
	it('is complete as of ten seconds before it was asked for: it may be so old', async () => {
		const run = aRun({
			blows: [{ at: 0, blow: { ...CUT, afterMs: 60_000 } }],
			callers: [aCaller({ at: 20_000 })],
			rest: rest('ok').map((plan) => ({ ...plan, lagMs: 9_000 })),
		});
		const answer = await answerOf(run);
		expect(answer).toMatchObject({ status: 'complete', via: ['rest'] });
		expect(answer.asOf - run.clock.wallNow() + run.clock.now()).toBeLessThanOrEqual(10_000);
	});

	describe('and is short of what was counted before the session was lost', () => {
		const blows = [{ at: 0, blow: { ...CUT, afterMs: 60_000 } }];
		const leaves = (count: number) => Array.from({ length: count }, (_, n) => ({ at: n, kind: 'leave' as const }));

		it('is complete, and says that leaves without events may be the cause', async () => {
			const answer = await answerOf(
				aRun({ size: 50, happenings: leaves(3), blows, callers: [aCaller({ at: 15_000 })] }),
			);
			expect(answer).toMatchObject({ status: 'complete', totalCount: 47, expectedCount: 50, via: ['rest'] });
			expect(answer.reason).toContain('Discord counts 50 members');
		});

		it('is not complete if most of them are missing', async () => {
			const callers = [aCaller({ at: 15_000, timeout: 20_000 })];
			const answer = await answerOf(aRun({ size: 50, happenings: leaves(30), blows, callers }));
			expect(answer).toMatchObject({ status: 'partial', totalCount: 20 });
		});
	});
});

describe('a count that is too low', () => {
	it.each([10, 1_000, 2_990])('makes no empty page the end of the list (%i of 3,000)', async (claimed) => {
		const run = aRun({ size: 3_000, claimed, requests: [SILENT], rest: rest('ok', 'empty', 'ok') });
		expect(await answerOf(run)).toMatchObject({ status: 'complete', totalCount: 3_000 });
	});

	it('makes no short and no empty page the end of a lost chunk', async () => {
		const plan = aRequest({ lose: [2] });
		const run = aRun({ size: 2_010, claimed: 2_004, requests: [plan], rest: rest('short', 'empty', 'ok') });
		expect(await answerOf(run)).toMatchObject({ status: 'complete', totalCount: 2_010 });
	});

	it('costs no page if nothing goes wrong', async () => {
		const pages = async (size: number, claimed = size) =>
			(await answerOf(aRun({ size, claimed, requests: [SILENT] }))).requests.rest;
		expect([await pages(1_500), await pages(2_000), await pages(40)]).toEqual([3, 3, 2]);
		expect(await pages(2_500, 1_000)).toBe(4);
	});
});

import { describe, expect, it } from 'vitest';
import { aCaller, answerOf, answersOf, aRequest, aRun, CUT, LOST } from './aRun.js';
import { REPLAY_PACE_MS } from './SimulatedGateway.js';

const LARGE = 2_500;
const away = (at: number, afterMs: number, resumes = true) => ({ at, blow: { ...CUT, afterMs, resumes } });
const leaves = (...moments: number[]) => moments.map((at) => ({ at, kind: 'leave' as const }));
/** Asks once at the start, and once more at `at`, for which nobody waits long. */
const thenAt = (at: number) => [aCaller(), aCaller({ at, timeout: 3_000 })];

describe('a session', () => {
	it('that is replaced voids every chunk and event of a running fetch', async () => {
		const run = aRun({
			size: LARGE,
			blows: [{ at: 130, blow: LOST }],
			happenings: leaves(100, 300, 500),
			requests: [aRequest({ data: 'asked' })],
		});
		expect((await answerOf(run)).status).toBe('complete');
		expect(run.discord.sent.length + run.discord.rest.callCount).toBeGreaterThan(1);
	});

	it('that is replaced voids the list in memory: leaves were missed', async () => {
		const run = aRun({ blows: [{ at: 1_000, blow: LOST }], happenings: leaves(1_200, 1_300), callers: thenAt(5_000) });
		const [, second] = await answersOf(run);
		expect(second).toMatchObject({ status: 'complete', totalCount: 8, source: 'full_fetch' });
	});

	it('that is resumed keeps what came before the cut: one request is enough', async () => {
		const run = aRun({ size: LARGE, blows: [away(130, 500)], happenings: leaves(100, 300, 500) });
		expect(await answerOf(run)).toMatchObject({ status: 'complete', requests: { gateway: 1 } });
		expect(run.discord.sent).toHaveLength(1);
	});

	it('that is cut vouches for nothing until RESUMED, though the last chunk comes in the replay', async () => {
		const run = aRun({ seed: 0, size: 2_000, blows: [away(21, 110)] });
		expect((await answerOf(run)).status).toBe('complete');
		expect(run.discord.isLive).toBe(true);
	});

	it('that is cut leaves a stale list, dated by what was heard last', async () => {
		const run = aRun({
			size: LARGE,
			blows: [away(2_000, 60_000)],
			happenings: leaves(1_000, 3_000),
			callers: thenAt(4_000),
		});
		const [first, second] = await answersOf(run);
		expect(second).toMatchObject({ status: 'stale', totalCount: LARGE - 1, code: 'DEADLINE' });
		expect((second?.asOf ?? 0) - (first?.asOf ?? 0)).toBeLessThan(2_000);
	});

	it('that cannot be resumed though it is tried again and again leaves the rest to REST', async () => {
		const run = aRun({ size: LARGE, callers: [aCaller({ timeout: 19_000 })] });
		const { gateway, timers } = run.discord;
		for (let at = 130; at < 20_000; at += 1_000) timers.after(at, () => gateway.cut());
		expect(await answerOf(run)).toMatchObject({ status: 'partial', totalCount: LARGE, via: ['gateway', 'rest'] });
	});

	it.each([
		['on a new socket', away(2_000, 500)],
		['on its open socket', { at: 2_000, blow: { kind: 'interruption' as const, afterMs: 500 } }],
	])('that resumes %s has the list of before the loss until RESUMED, whatever was replayed', async (_, blow) => {
		const asking = Array.from({ length: 4 }, (_, turn) => aCaller({ at: 2_500 + turn * REPLAY_PACE_MS, timeout: 1 }));
		const run = aRun({
			size: LARGE,
			blows: [blow],
			happenings: [...leaves(2_100, 2_200, 2_300), { at: 2_250, kind: 'update' }],
			callers: [aCaller(), ...asking, aCaller({ at: 3_000 })],
		});
		const [first, ...others] = await answersOf(run);
		const after = others.pop();
		for (const during of others) {
			expect(during).toMatchObject({ status: 'stale', totalCount: LARGE, asOf: first?.asOf });
		}
		expect(after).toMatchObject({ status: 'complete', totalCount: LARGE - 3, via: ['memory'] });
	});

	it('that resumes dates the list of before the loss by no answer that comes in the replay', async () => {
		const run = aRun({
			happenings: leaves(35_010, 35_251, 35_252, 35_253),
			blows: [{ at: 35_000, blow: { kind: 'lag', afterMs: 280 } }, away(35_300, 1_000)],
			callers: [aCaller(), aCaller({ at: 35_020, forceRefresh: true, timeout: 1_650 })],
		});
		let provenAt = 0;
		run.discord.timers.after(36_670, () => {
			provenAt = run.bot.guild(run.discord.guild.id, 0).provenAt;
		});
		const [first, during] = await answersOf(run);
		expect(provenAt).toBe(35_020); // the first leave was replayed, and the answer to what was asked after it
		expect(during).toMatchObject({ status: 'stale', totalCount: 10, asOf: first?.asOf });
	});

	it('in which the guild was unavailable leaves its list stale, and voids a running fetch', async () => {
		const outage = { kind: 'outage' as const, afterMs: 8_000 };
		const run = aRun({
			size: LARGE,
			blows: [{ at: 1_000, blow: outage }],
			happenings: leaves(2_000, 3_000),
			callers: [...thenAt(2_500), aCaller({ at: 20_000 })],
		});
		const [, during, after] = await answersOf(run);
		expect(during).toMatchObject({ status: 'stale', totalCount: LARGE });
		expect(after).toMatchObject({ status: 'complete', totalCount: LARGE - 2 });
		const running = aRun({
			size: LARGE,
			blows: [{ at: 100, blow: { ...outage, afterMs: 40 } }],
			happenings: leaves(110, 120),
			requests: [aRequest({ data: 'asked' })],
		});
		expect(await answerOf(running)).toMatchObject({ status: 'complete', totalCount: LARGE - 2 });
	});

	it('in which a guild that is held is created again leaves its list stale', async () => {
		const run = aRun({ callers: thenAt(2_000) });
		const { discord } = run;
		discord.timers.after(1_000, () => discord.gateway.emit('GUILD_CREATE', { id: discord.guild.id, member_count: 10 }));
		const [, second] = await answersOf(run);
		expect(second).toMatchObject({ status: 'complete', source: 'full_fetch', cacheHit: false });
	});

	it('that skips a sequence number makes the list stale', async () => {
		const happenings = [...leaves(1_010), { at: 1_100, kind: 'join' as const }];
		const run = aRun({ blows: [{ at: 1_000, blow: { kind: 'skip' } }], happenings, callers: thenAt(2_000) });
		const [, second] = await answersOf(run);
		expect(second).toMatchObject({ status: 'complete', totalCount: 10, source: 'full_fetch' });
	});

	it('that has died unnoticed vouches for nothing', async () => {
		const dead = { ...CUT, kind: 'silence' as const, afterMs: 200_000 };
		const run = aRun({
			size: LARGE,
			blows: [{ at: 1_000, blow: dead }],
			happenings: leaves(2_000),
			callers: [aCaller(), aCaller({ at: 70_000, timeout: 30_000 })],
		});
		const [, second] = await answersOf(run);
		expect(second).toMatchObject({ status: 'stale', totalCount: LARGE });
	});

	it('that has only been quiet answers a barrier, and the list in memory is true', async () => {
		const run = aRun({ size: LARGE, callers: thenAt(70_000) });
		run.discord.connection = () => ({ ready: true }); // reports no heartbeat
		const [, second] = await answersOf(run);
		expect(second).toMatchObject({ status: 'complete', source: 'cache', requests: { gateway: 1, rest: 0 } });
	});

	it('that has been quiet too long dates its stale list by the last answer of Discord', async () => {
		const dead = { ...CUT, kind: 'silence' as const, afterMs: 200_000 };
		const callers = [aCaller(), aCaller({ at: 70_000, timeout: 5_000 })];
		const run = aRun({ size: LARGE, blows: [{ at: 5_156, blow: dead }], happenings: leaves(1_000, 2_000), callers });
		run.discord.connection = () => ({ ready: run.discord.gateway.ready }); // reports no heartbeat
		const [first, second] = await answersOf(run);
		expect(second).toMatchObject({ status: 'stale', totalCount: LARGE - 2 });
		expect(second?.asOf).toBe(first?.asOf); // a dispatch that has been read may be older than others on their way
	});

	it('whose dispatches wait to be read vouches for nothing that happened after the last answer in order', async () => {
		const run = aRun({
			blows: [{ at: 1_000, blow: { kind: 'lag', afterMs: 39_000 } }],
			happenings: [...leaves(2_000, 42_000), { at: 10_000, kind: 'update' }],
			callers: [aCaller(), ...[30_000, 45_000, 60_000, 80_300, 81_050].map((at) => aCaller({ at }))],
		});
		const answers = await answersOf(run);
		const since = answers.map(({ asOf }) => asOf - (answers[0]?.asOf ?? 0));
		expect(answers.every(({ complete }) => complete)).toBe(true);
		// The list is as of the request, until the heartbeat sent at 41,250 ms is acknowledged, 39 s later.
		expect(since).toEqual([0, 0, 0, 0, 41_250, 41_250]);
	});
});

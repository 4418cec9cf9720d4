import { describe, expect, it } from 'vitest';
import { DirectQuestions } from '../../engine/DirectQuestions.js';
import { aCaller, answerOf, answersOf, aRequest, aRun, CUT, limited } from './aRun.js';
import type { Run } from './runScenario.js';

const LARGE = 2_500;
const HOUR_MS = 3_600_000;
/** A session that is back, and whose gate is open, is asked within so long. */
const PROMPTLY_MS = 1_300;

const away = (afterMs: number, resumes = true) => ({ at: 0, blow: { ...CUT, afterMs, resumes } });

const SILENCE = Array.from({ length: 9 }, () => aRequest({ answer: 'silence' }));

/** Notes how many places are taken while nothing is in flight, and the session is away. */
function watchPlaces(run: Run, untilMs: number): number[] {
	const taken: number[] = [];
	for (let at = 50; at < untilMs; at += 50) {
		run.discord.timers.after(at, () => {
			const isWaiting = run.discord.rest.inFlight === 0 && !run.discord.gateway.ready;
			if (isWaiting) taken.push(run.service.operations.status.running);
		});
	}
	return taken;
}

describe('a session that comes back', () => {
	it('is asked at once if REST is limited for an hour, and no place is kept meanwhile', async () => {
		const run = aRun({ size: LARGE, rest: limited(HOUR_MS), blows: [away(1_500)], callers: [aCaller({ at: 50 })] });
		const taken = watchPlaces(run, 1_500);
		expect(await answerOf(run)).toMatchObject({ status: 'complete', via: ['gateway'], retryCount: 0 });
		expect(run.discord.sent[0]?.at).toBeLessThan(1_600);
		expect(taken.length).toBeGreaterThan(20);
		expect(Math.max(...taken)).toBe(0);
	});

	it('makes a list in memory true again for a fetch that waits for anything', async () => {
		for (const rest of [limited(HOUR_MS), limited(4_000)]) {
			const cut = { at: 2_000, blow: { ...CUT, afterMs: 3_000 } };
			const run = aRun({ size: LARGE, rest, blows: [cut], callers: [aCaller(), aCaller({ at: 2_500 })] });
			const [, second] = await answersOf(run);
			expect(second).toMatchObject({ status: 'complete', via: expect.arrayContaining(['memory']), source: 'cache' });
			expect(second?.fetchTime).toBeLessThan(2_600 + PROMPTLY_MS);
		}
	});
});

describe('a start that is waited for', () => {
	it('is not waited for any longer when the list in memory is true again', async () => {
		const config = { rateLimit: { requestsPerMinute: 1 } };
		const cut = { at: 2_000, blow: { ...CUT, afterMs: 3_000 } };
		const run = aRun({ size: LARGE, config, blows: [cut], callers: [aCaller(), aCaller({ at: 2_500 })] });
		const [, second] = await answersOf(run);
		expect(second).toMatchObject({ status: 'complete', source: 'cache', requests: { gateway: 0, rest: 0 } });
		expect(second?.fetchTime).toBeLessThan(2_600 + PROMPTLY_MS);
	});
});

describe('a turn on the connection', () => {
	/** Nobody may send for a while: as many were sent as may be in a minute. */
	const exhausted = (parts: object = {}) => {
		const run = aRun({ size: LARGE, rest: limited(HOUR_MS), callers: [aCaller({ at: 50 })], ...parts });
		const { signal } = new AbortController();
		for (let count = 0; count < 90; count++) void run.bot.shards.of(0).sendGate.take(signal);
		return run;
	};

	it('is waited for without a place', async () => {
		const run = exhausted();
		const taken: number[] = [];
		for (let at = 500; at < 59_000; at += 500)
			run.discord.timers.after(at, () => taken.push(run.service.operations.status.running));
		expect(await answerOf(run)).toMatchObject({ status: 'complete', requests: { gateway: 1 } });
		expect(Math.max(...taken)).toBe(0);
	});

	it('is no silence of the gateway, be the session cut and resumed meanwhile', async () => {
		const run = exhausted({ blows: [{ at: 1_000, blow: CUT }] });
		const answer = await answerOf(run);
		expect(answer).toMatchObject({ status: 'complete', requests: { gateway: 1 } });
		expect(answer.retryCount).toBeLessThanOrEqual(1); // of the cut, and not of a request that was never sent
	});
});

describe('a session that stays away', () => {
	it.each([2_000, 30_000, HOUR_MS])(
		'is not waited for longer than `fullFetch`, be REST limited for %i ms',
		async (ms) => {
			const run = aRun({ size: LARGE, rest: limited(ms), blows: [away(HOUR_MS)], callers: [aCaller({ at: 50 })] });
			const answer = await answerOf(run);
			expect(answer).toMatchObject({ status: 'partial', code: 'RATE_LIMITED', retryCount: expect.any(Number) });
			expect(answer.fetchTime).toBeLessThan(32_000);
			expect(run.service.operations.status.running).toBe(0);
		},
	);
});

describe('a gate that is shut', () => {
	it('for longer than anybody waits ends the fetch with the time to wait', async () => {
		const requests = [aRequest({ answer: 'refusal', refusedMs: HOUR_MS })];
		const run = aRun({ size: LARGE, requests, rest: limited(HOUR_MS) });
		expect(await answerOf(run)).toMatchObject({ status: 'partial', code: 'RATE_LIMITED' });
		const { error, metadata } = run.calls[0]?.answer ?? {};
		expect(error?.retryAfterMs).toBeGreaterThan(HOUR_MS - 60_000);
		expect(metadata?.fetchTime).toBeLessThan(30_000);
	});

	it('is waited for without a place', async () => {
		const requests = [aRequest({ answer: 'refusal', refusedMs: 10_000 })];
		const run = aRun({ size: 9_000, requests, rest: limited(HOUR_MS) });
		const taken: number[] = [];
		for (let at = 1_500; at < 10_000; at += 100)
			run.discord.timers.after(at, () => taken.push(run.service.operations.status.running));
		expect(await answerOf(run)).toMatchObject({ status: 'complete' });
		expect(Math.max(...taken)).toBe(0);
	});
});

describe('a gateway that is silent', () => {
	it('is not waited for by a count of members that is far too high', async () => {
		for (const size of [10, LARGE]) {
			const run = aRun({ size, requests: SILENCE, claimed: 50_000_000 });
			keepAlive(run);
			const answer = await answerOf(run);
			expect(answer).toMatchObject({ status: 'partial', totalCount: size, code: 'INCOMPLETE' });
			expect(answer.reason).toContain(`ended at ${size} of 50000000`);
			expect(answer.fetchTime).toBeLessThan(15_000);
		}
	});

	it('to barriers too leaves what was read, soon', async () => {
		const run = aRun({ size: LARGE, requests: SILENCE, claimed: 50_000_000, barriers: Array(40).fill(false) });
		keepAlive(run);
		const answer = await answerOf(run);
		expect(answer).toMatchObject({ status: 'partial', totalCount: LARGE });
		expect(answer.fetchTime).toBeLessThan(40_000);
		expect(answer.requests.rest).toBeLessThan(12); // and not each page again for each proof
	});
});

describe('the lookup of one doubt', () => {
	/** Of somebody in the list, or of who changed last, nothing may be kept any more, so they are looked up. */
	const forget = (at: number) => ({ at, blow: { kind: 'forget' as const, who: 3 } });

	const CHANGED = { kind: 'forget' as const, who: 1 };

	it('is asked at the gateway if REST is limited for long', async () => {
		const callers = [aCaller(), aCaller({ at: 3_000 })];
		const run = aRun({ size: LARGE, rest: limited(HOUR_MS), blows: [forget(2_000)], callers });
		const [, second] = await answersOf(run);
		expect(second).toMatchObject({ status: 'complete', totalCount: LARGE, source: 'cache' });
		expect(second?.fetchTime).toBeLessThan(1_000);
	});

	it('is asked at the gateway even if a new list lacks them', async () => {
		const happenings = [{ at: 150, kind: 'update' as const }];
		const run = aRun({ size: LARGE, rest: limited(HOUR_MS), happenings, blows: [{ ...forget(195), blow: CHANGED }] });
		const answer = await answerOf(run);
		expect(answer).toMatchObject({ status: 'complete', totalCount: LARGE, via: ['gateway'] });
		expect(answer.requests).toEqual({ gateway: 3, rest: 1 }); // the list, the member, the barrier
		expect(answer.fetchTime).toBeLessThan(1_500);
	});

	it('leads to a new list if nobody answers', async () => {
		const callers = [aCaller(), aCaller({ at: 40_000 })];
		const parts = { rest: limited(HOUR_MS), barriers: Array(40).fill(false), blows: [forget(35_000)] };
		const run = aRun({ size: LARGE, ...parts, callers });
		const [, second] = await answersOf(run);
		expect(second).toMatchObject({ status: 'complete', totalCount: LARGE, source: 'full_fetch' });
		expect(second?.fetchTime).toBeLessThan(7_000);
		expect(run.service.operations.status.running).toBe(0);
	});
});

describe("a caller's own lookup", () => {
	const ask = async (run: Run, count: number, options: { timeout?: number } = {}) => {
		const { service, bot, discord, clock } = run;
		const questions = new DirectQuestions(service);
		const ids = [...discord.guild.everMembers].slice(0, count);
		const [first = ''] = ids;
		const ref = { id: discord.guild.id, shardId: 0, memberCount: discord.guild.everMembers.size };
		const one = () => questions.member({ bot, ref }, first, options).then(({ answer }) => answer);
		const some = () => questions.members({ bot, ref }, ids, options).then(({ answer }) => answer);
		const { metadata, error, view } = await clock.runUntil(count === 1 ? one() : some(), 900_000);
		service.close();
		bot.close();
		discord.timers.stop();
		expect([clock.pendingCount, discord.rest.knownRefused]).toEqual([0, 0]);
		return { ...metadata, error, found: view.size };
	};

	it('is asked at the gateway if REST is limited for long', async () => {
		const answer = await ask(aRun({ rest: limited(HOUR_MS) }), 1);
		expect(answer).toMatchObject({ complete: true, found: 1, via: ['gateway'] });
		expect(answer.fetchTime).toBeLessThan(1_000);
	});

	it.each([1, 5])('of %i is asked at the gateway when the session is back', async (count) => {
		const run = aRun({ rest: limited(HOUR_MS) });
		run.discord.gateway.cut();
		run.discord.timers.after(1_500, () => run.discord.gateway.resume());
		const taken = watchPlaces(run, 1_500);
		const answer = await ask(run, count);
		expect(answer).toMatchObject({ complete: true, found: count, via: ['gateway'] });
		expect(answer.fetchTime).toBeLessThan(1_500 + PROMPTLY_MS);
		expect(Math.max(...taken)).toBe(0);
	});

	it.each([
		[undefined, 20_000],
		[70_000, 70_000],
	])('with a timeout of %s ends after %i ms if nobody can be asked', async (timeout, ms) => {
		const run = aRun({ rest: limited(HOUR_MS) });
		run.discord.gateway.cut();
		const answer = await ask(run, 1, timeout ? { timeout } : {});
		const retryAfterMs = timeout ? undefined : expect.any(Number);
		expect(answer.error).toMatchObject({ code: timeout ? 'DEADLINE' : 'RATE_LIMITED', retryAfterMs });
		expect(answer.fetchTime).toBeGreaterThan(ms - 300);
		expect(answer.fetchTime).toBeLessThan(ms + 300);
	});

	it('waits for a limit that ends in time', async () => {
		const run = aRun({ rest: limited(9_000).slice(0, 1) });
		run.discord.gateway.cut();
		expect(await ask(run, 1)).toMatchObject({ complete: true, found: 1, via: ['rest'] });
	});
});

/** Something is heard of the session all the while: it is not the connection that is dead. */
function keepAlive({ discord }: Run): void {
	for (let at = 0; at < 120_000; at += 1_000) discord.timers.after(at, () => discord.gateway.emit('TYPING_START', {}));
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aCaller, answerOf, answersOf, aRequest, aRun, CUT, LOST, limited, rest } from './aRun.js';
import type { Scenario } from './Scenario.js';

const LARGE = 2_500;
const TIMEOUT_MS = 100_000;
const patient = { timeout: TIMEOUT_MS };
const HOUR_MS = 3_600_000;
const silence = (count: number) => Array.from({ length: count }, () => aRequest({ answer: 'silence' }));
const UNANSWERED = Array(200).fill(false);
/** REST that refuses so for as long as anybody asks. */
const always = (answer: 'unavailable' | 'hang') => [...Array(10)].flatMap(() => rest(answer));

/** Settings that end a fetch long before a minute is over, unless somebody waits for longer. */
const troubles: Record<string, Partial<Scenario>> = {
	'a gateway that is silent, and REST that is unavailable': {
		requests: silence(20),
		barriers: UNANSWERED,
		rest: always('unavailable'),
	},
	'a gateway that is silent, and REST that hangs': {
		requests: silence(20),
		barriers: UNANSWERED,
		rest: always('hang'),
	},
	'a gateway that is silent, and REST that is limited': {
		requests: silence(20),
		barriers: UNANSWERED,
		rest: limited(HOUR_MS),
	},
	'a session that is away': { blows: [{ at: 0, blow: { ...CUT, afterMs: HOUR_MS } }], rest: limited(HOUR_MS) },
	'a session that is away, and REST that is unavailable': {
		blows: [{ at: 0, blow: { ...CUT, afterMs: HOUR_MS } }],
		rest: always('unavailable'),
	},
	'a gate that is shut for an hour': {
		requests: [aRequest({ answer: 'refusal', refusedMs: HOUR_MS })],
		rest: limited(HOUR_MS),
	},
	'no tries after the first': {
		requests: silence(20),
		rest: always('unavailable'),
		config: { retry: { maxRetries: 0 } },
	},
	'a fullFetch that is short': {
		requests: silence(20),
		rest: always('unavailable'),
		config: { timeouts: { fullFetch: 300 } },
	},
};

describe("a caller's `timeout`", () => {
	it.each(Object.entries(troubles))('is the only end of the wait for it, be there %s', async (_, trouble) => {
		const run = aRun({ size: LARGE, ...trouble, callers: [aCaller({ at: 50, ...patient })] });
		const answer = await answerOf(run);
		expect(answer).toMatchObject({ code: 'DEADLINE', fetchTime: TIMEOUT_MS });
	});

	it.each(Object.entries(troubles))('does not keep one waiting who has none, be there %s', async (_, trouble) => {
		const callers = [aCaller({ at: 50, ...patient }), aCaller({ at: 60 })];
		const alone = await answerOf(aRun({ size: LARGE, ...trouble, callers: [aCaller({ at: 50 })] }));
		const [, joined] = await answersOf(aRun({ size: LARGE, ...trouble, callers }));
		expect(joined?.status).not.toBe('complete');
		expect(joined?.fetchTime).toBeLessThan(Math.max(alone.fetchTime, 20_000) + 5_000);
	});

	it('has the list even if the session is back after a minute and more', async () => {
		const returns = fc.asyncProperty(
			fc.integer({ min: 25_000, max: 95_000 }),
			fc.boolean(),
			fc.constantFrom(limited(HOUR_MS), always('unavailable'), always('hang')),
			async (afterMs, resumes, rest) => {
				const blows = [{ at: 0, blow: { ...(resumes ? CUT : LOST), afterMs } }];
				const run = aRun({ size: LARGE, blows, rest, callers: [aCaller({ at: 50, ...patient })] });
				const answer = await answerOf(run);
				expect(answer).toMatchObject({ status: 'complete', via: expect.arrayContaining(['gateway']) });
				expect(answer.fetchTime).toBeLessThan(afterMs + 3_000);
			},
		);
		await fc.assert(returns, { numRuns: 40 });
	});

	it('has the list even if the gateway answers the fourth request only', async () => {
		const run = aRun({
			size: LARGE,
			requests: silence(3),
			rest: always('unavailable'),
			callers: [aCaller({ at: 50, timeout: 110_000 })],
		});
		for (let at = 0; at < 110_000; at += 1_000)
			run.discord.timers.after(at, () => run.discord.gateway.emit('TYPING_START', {}));
		expect(await answerOf(run)).toMatchObject({ status: 'complete', via: ['gateway'] });
	});

	it('that is over lets the fetch end', async () => {
		const trouble = troubles['a session that is away'] as Partial<Scenario>;
		const run = aRun({ size: LARGE, ...trouble, callers: [aCaller({ at: 50, timeout: 40_000 })] });
		await answersOf(run);
		expect(run.service.running.list()).toEqual([]); // a minute later
	});
});

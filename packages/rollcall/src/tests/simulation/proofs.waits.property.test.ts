import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { aCaller, answerOf, answersOf, aRun, CUT, limited, rest } from './aRun.js';
import type { RestPlan } from './RequestPlan.js';

const LARGE = 2_500;
const HOUR_MS = 3_600_000;
/** A session that is back, and whose gate is open, is asked within so long. */
const PROMPTLY_MS = 1_300;

const away = (afterMs: number, resumes = true) => ({ at: 0, blow: { ...CUT, afterMs, resumes } });

/** Possible behaviours of REST while the session is away. */
const unhelpful: fc.Arbitrary<RestPlan[]> = fc.oneof(
	fc.integer({ min: 1, max: HOUR_MS }).map(limited),
	fc.constant(rest('hang')),
	fc.constant(rest('unavailable')),
	fc.constant(rest('ok', 'hang')),
	fc.integer({ min: 1, max: HOUR_MS }).map((ms) => [...rest('ok').slice(0, 1), ...limited(ms)]),
);

describe('a session that comes back', () => {
	it('is asked at once, whatever REST was waited for', async () => {
		const size = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1_001, max: 3_000 }));
		const returns = fc.asyncProperty(
			size,
			unhelpful,
			fc.integer({ min: 300, max: 15_000 }),
			fc.boolean(),
			async (size, rest, afterMs, resumes) => {
				const callers = [aCaller({ at: 50 }), aCaller({ at: afterMs + 100 })];
				const run = aRun({ size, rest, blows: [away(afterMs, resumes)], callers });
				const answers = await answersOf(run);
				const isList = answers[0]?.via.includes('rest') && answers[0].status === 'complete';
				if (isList) return; // one page may be a list by itself
				expect(answers.map(({ status }) => status)).toEqual(['complete', 'complete']);
				expect(run.discord.sent[0]?.at).toBeLessThan(afterMs + 200 + PROMPTLY_MS);
			},
		);
		await fc.assert(returns, { numRuns: 15 * inject('depth') });
	});

	it('is asked at once even if REST fails just as it is back', async () => {
		for (let afterMs = 1_000; afterMs < 8_000; afterMs += 500 / inject('depth')) {
			const blows = [away(afterMs)];
			const run = aRun({ size: LARGE, rest: rest('unavailable'), blows, callers: [aCaller({ at: 50 })] });
			expect(await answerOf(run)).toMatchObject({ status: 'complete', via: ['gateway'] });
			expect(run.discord.sent[0]?.at).toBeLessThan(afterMs + 100 + PROMPTLY_MS);
		}
	});
});

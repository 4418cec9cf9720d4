import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { aCaller, answersOf, aRequest, aRun, CUT, LOST, rest } from './aRun.js';
import type { Scenario } from './Scenario.js';
import { HAPPENINGS } from './SimulatedGuild.js';

/** World events while the fetch runs: they never excuse an incomplete answer. */
const world = fc.record({
	seed: fc.nat(),
	size: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1_001, max: 3_000 })),
	happenings: fc.array(fc.record({ at: fc.nat(400), kind: fc.constantFrom(...HAPPENINGS) }), { maxLength: 20 }),
});
const moment = fc.nat(400);

/** One thing that goes wrong, and after which the first answer still has to be complete. */
const mendable = fc.oneof(
	fc.nat(9).map((index): Partial<Scenario> => ({ requests: [aRequest({ sizes: [4], lose: [index] })] })),
	fc.nat(9).map((index) => ({ requests: [aRequest({ lose: [index] })] })),
	fc.nat(9).map((index) => ({ requests: [aRequest({ repeat: [index] })] })),
	fc.constant({ requests: [aRequest({ sizes: [300, 7], shuffle: true, sorted: false })] }),
	fc.constantFrom('replica' as const, 'mixed' as const, 'asked' as const).map((data) => ({
		requests: [aRequest({ data, lag: 1, holdMs: 300 })],
	})),
	fc.boolean().map((named) => ({ requests: [aRequest({ answer: 'refusal', named })] })),
	fc.constant({ requests: [aRequest({ answer: 'silence' })] }),
	moment.map((at) => ({ blows: [{ at, blow: CUT }] })),
	moment.map((at) => ({ blows: [{ at, blow: LOST }] })),
	moment.map((at) => ({ blows: [{ at, blow: { kind: 'outage' as const, afterMs: 1_000 } }] })),
	moment.map((at) => ({ blows: [{ at, blow: { kind: 'skip' as const } }] })),
	moment.map((at) => ({ blows: [{ at, blow: { kind: 'foreign' as const, nonce: 'foreign' } }] })),
	fc.constantFrom('limited', 'unavailable', 'short', 'hang' as const).map((answer) => ({
		requests: [aRequest({ lose: [1] })],
		rest: rest(answer, 'ok'),
		barriers: [false],
	})),
) as fc.Arbitrary<Partial<Scenario>>;

describe('recovery', () => {
	it('is complete after exactly one request if nothing goes wrong, whatever the members do', async () => {
		const calm = fc.asyncProperty(world, async (chosen) => {
			const [answer] = await answersOf(aRun(chosen));
			expect(answer).toMatchObject({ status: 'complete', requests: { gateway: 1, rest: 0 }, via: ['gateway'] });
		});
		await fc.assert(calm, { numRuns: 20 * inject('depth') });
	});

	it('is complete in the first answer after any one thing that can be mended', async () => {
		const mended = fc.asyncProperty(world, mendable, async (chosen, trouble) => {
			const [answer] = await answersOf(aRun({ ...chosen, ...trouble }));
			expect(answer?.status, JSON.stringify(answer && { ...answer, ids: answer.ids.length })).toBe('complete');
		});
		await fc.assert(mended, { numRuns: inject('depth') > 1 ? 40 * inject('depth') : 20 });
	});

	it('sends one request for all who ask while it runs, and none for those who ask after it', async () => {
		const callers = [0, 10, 70, 500, 20_000].map((at) => aCaller({ at }));
		const run = aRun({ size: 2_500, callers });
		const answers = await answersOf(run);
		expect(answers.map(({ status }) => status)).toEqual(Array(5).fill('complete'));
		expect(run.discord.sent).toHaveLength(1);
		expect(answers.slice(3).every(({ cacheHit }) => cacheHit)).toBe(true);
	});
});

import { describe, expect, it } from 'vitest';
import { answerOf, aRequest, aRun, rest, turmoil } from './aRun.js';
import type { RequestPlan } from './RequestPlan.js';
import type { HappeningKind } from './SimulatedGuild.js';

/** So many chunks that an answer has a pace: a last chunk can be told from a pause. */
const CHUNKS = 15;
const SIZE = CHUNKS * 1_000;
/** The request on its way, the first chunk, the others at their pace, the last one on its way. */
const WELL_MS = 20 + 60 + (CHUNKS - 1) * 50 + 20;
const PAGE_MS = 100;
const BARRIER_MS = 40;
const SILENCE_MS = 500;
/** As long as a last chunk may still come, no second request is sent. */
const HOPE_MS = 600 + 0.28 * (WELL_MS - 50);
/** Four chunk times. */
const FEW_MS = 216;

const KINDS: HappeningKind[] = ['join', 'leave', 'comeBack', 'update'];

const plays = (plan: Partial<RequestPlan>, parts: object = {}) =>
	aRun({ size: SIZE, requests: [aRequest(plan)], ...parts });

describe('lost chunks', () => {
	it.each([
		['the first', [0], WELL_MS + BARRIER_MS, 1],
		['a middle one', [7], WELL_MS + BARRIER_MS, 1],
		['two', [2, 9], WELL_MS + BARRIER_MS, 2],
		['two side by side', [4, 5], WELL_MS + BARRIER_MS, 2],
		['the last but one', [CHUNKS - 2], WELL_MS + FEW_MS + PAGE_MS + BARRIER_MS, 1],
		['the last', [CHUNKS - 1], WELL_MS - 50 + HOPE_MS + BARRIER_MS, 1],
		['a middle one and the last', [3, CHUNKS - 1], WELL_MS - 50 + SILENCE_MS + PAGE_MS + BARRIER_MS, 2],
	] as const)('are repaired when they show: %s', async (_, lose, ms, pages) => {
		const answer = await answerOf(plays({ lose }));
		expect(answer).toMatchObject({ status: 'complete', requests: { gateway: 2, rest: pages }, fallbackUsed: true });
		expect(answer.fetchTime).toBeLessThanOrEqual(ms);
	});

	it('are repaired near the floor, though the last one might have been late', () => {
		const floorMs = WELL_MS - 50 + SILENCE_MS + PAGE_MS + BARRIER_MS;
		expect(WELL_MS - 50 + HOPE_MS + BARRIER_MS).toBeLessThan(1.25 * floorMs + 300);
	});

	it('are repaired though members come and go all the while', async () => {
		for (const lose of [[0], [7], [2, 9], [CHUNKS - 1]]) {
			const answer = await answerOf(
				plays({ lose, data: 'asked' }, { size: SIZE - 500, happenings: turmoil(1_500, KINDS) }),
			);
			expect(answer).toMatchObject({ status: 'complete', requests: { gateway: 2 } });
			expect(answer.fetchTime).toBeLessThan(WELL_MS + SILENCE_MS + 5 * PAGE_MS + 3 * BARRIER_MS);
		}
	});

	it('are repaired by a full page even if other chunks are short, since it has everybody who can be missing', async () => {
		const sizes = [...Array<number>(CHUNKS - 1).fill(1_000), 500];
		const answer = await answerOf(plays({ sizes, lose: [1] }));
		expect(answer).toMatchObject({ status: 'complete', requests: { gateway: 2, rest: 1 } });
	});

	it('are repaired at the end if REST fails beside the answer', async () => {
		const answer = await answerOf(plays({ lose: [1] }, { rest: rest('unavailable', 'ok') }));
		expect(answer).toMatchObject({ status: 'complete', requests: { gateway: 2 } });
	});
});

describe('a late chunk', () => {
	it('wins over the pages that were read in its place, and no barrier is needed', async () => {
		for (const lateMs of [260, 400, 600]) {
			const answer = await answerOf(plays({ late: [1], lateMs }, { happenings: turmoil(1_000) }));
			expect(answer).toMatchObject({
				status: 'complete',
				requests: { gateway: 1 },
				via: ['gateway'],
				fallbackUsed: false,
			});
			expect(answer.requests.rest).toBeLessThanOrEqual(1);
		}
	});

	it('costs no request if it is late by a few chunk times only', async () => {
		const answer = await answerOf(plays({ late: [1, 9], lateMs: 120 }));
		expect(answer).toMatchObject({ status: 'complete', requests: { gateway: 1, rest: 0 } });
	});

	it('wins even while the barrier is awaited', async () => {
		const run = plays({ late: [CHUNKS - 1], lateMs: 1_000 }, { barriers: [false] });
		expect(await answerOf(run)).toMatchObject({
			status: 'complete',
			requests: { gateway: 2, rest: 1 },
			via: ['gateway'],
		});
	});

	it('ends the repair of an answer that had only stopped', async () => {
		const answer = await answerOf(plays({ pauses: [0, 0, 0, 3_000, ...Array<number>(CHUNKS - 4).fill(0)] }));
		expect(answer).toMatchObject({ status: 'complete', via: ['gateway'] });
		expect(answer.requests.rest).toBeLessThan(7);
	});
});

describe('chunks in no order', () => {
	it('are not read beside the answer', async () => {
		for (const seed of [1, 2, 3, 4, 5]) {
			const answer = await answerOf(plays({ shuffle: true }, { seed }));
			expect(answer).toMatchObject({ status: 'complete', requests: { gateway: 1, rest: 0 } });
		}
	});
});

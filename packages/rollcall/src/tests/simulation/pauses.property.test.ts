import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { answerOf, aRequest, aRun } from './aRun.js';
import { Random } from './Random.js';
import type { RequestPlan } from './RequestPlan.js';

const LONGEST_MS = 2_000;
const PACE_MS = 5;
/** From so many pauses on, an answer has a pace, and a last chunk that falls out of it is taken for lost. */
const KNOWN_PAUSES = 12;

/** An answer in order, with so many chunks that each begins after a pause. */
interface Paused {
	readonly size: number;
	readonly plan: Partial<RequestPlan>;
}

/** Full chunks as Discord sends them, or small ones, of which a guild of the simulation has many. */
const answer = fc.oneof(
	{ weight: 1, arbitrary: fc.integer({ min: 2_001, max: 7_000 }).map((size) => ({ size, chunkSize: 1_000 })) },
	{ weight: 4, arbitrary: fc.integer({ min: 2, max: 500 }).map((size) => ({ size, chunkSize: 12 })) },
);

function paused(pauses: (count: number) => readonly number[]): (chosen: { size: number; chunkSize: number }) => Paused {
	return ({ size, chunkSize }) => ({
		size,
		plan: { sizes: [chunkSize], paceMs: PACE_MS, pauses: pauses(Math.ceil(size / chunkSize)) },
	});
}

const atRandom = fc.tuple(answer, fc.nat()).map(([chosen, seed]) => {
	const random = new Random(seed);
	return paused((count) => Array.from({ length: count }, () => random.int(0, LONGEST_MS)))(chosen);
});

/** Any pauses at all, also those that no machine would choose. */
const atWorst = fc
	.tuple(answer, fc.array(fc.oneof(fc.nat(LONGEST_MS), fc.constantFrom(0, 0, 0, LONGEST_MS)), { minLength: 1 }))
	.map(([chosen, pauses]) => paused(() => pauses)(chosen));

/** The pauses between its chunks, the last one first. */
function pausesOf({ size, plan: { sizes: [chunkSize = 1] = [], pauses = [] } }: Paused): number[] {
	const count = Math.ceil(size / chunkSize);
	return Array.from({ length: count - 1 }, (_, at) => pauses[(at + 1) % pauses.length] ?? 0).reverse();
}

/**
 * Only the last pause is long, after many that were short. Nobody can tell it from a lost chunk, and whoever waits to the end
 * of it repairs a short answer too late.
 */
function looksLost(chosen: Paused): boolean {
	const [last = 0, ...others] = pausesOf(chosen);
	const tookMs = others.reduce((sum, ms) => sum + ms, 0) + others.length * PACE_MS;
	return others.length >= KNOWN_PAUSES && others.every((ms) => ms * 5 < last) && last > 600 + 0.28 * tookMs;
}

async function extraRequests({ size, plan }: Paused): Promise<number> {
	const { status, requests } = await answerOf(aRun({ size, requests: [aRequest(plan)] }));
	expect(status).toBe('complete');
	return requests.gateway + requests.rest - 1;
}

describe('an answer that pauses for up to two seconds', () => {
	it('costs at most one request that a prompt one does not need, if it pauses at random', async () => {
		const property = fc.asyncProperty(atRandom, async (chosen) => {
			expect(await extraRequests(chosen)).toBeLessThanOrEqual(1);
		});
		await fc.assert(property, { numRuns: inject('depth') > 1 ? 25 * inject('depth') : 10 });
	});

	it('costs at most one wherever it pauses, unless its last chunk alone looks lost', async () => {
		const property = fc.asyncProperty(atWorst, async (chosen) => {
			expect(await extraRequests(chosen)).toBeLessThanOrEqual(looksLost(chosen) ? 3 : 1);
		});
		await fc.assert(property, { numRuns: inject('depth') > 1 ? 25 * inject('depth') : 10 });
	});

	/** Steady full chunks at this pace, and a last one of so many members. */
	const steady = (count: number, lastSize: number, plan: Partial<RequestPlan>) =>
		aRun({ size: (count - 1) * 1_000 + lastSize, requests: [aRequest(plan)] });
	const lastSize = fc.oneof(fc.constant(1_000), fc.integer({ min: 20, max: 980 }));

	it('costs at most one if only the last chunk of a long answer is late', async () => {
		// As slow as it is, it takes as long as that of 100,000 members.
		const lateMs = fc.nat(LONGEST_MS - 300);
		const property = fc.asyncProperty(lastSize, lateMs, async (size, ms) => {
			const { status, requests } = await answerOf(steady(19, size, { paceMs: 300, late: [18], lateMs: ms }));
			expect([status, requests.gateway + requests.rest <= 2]).toEqual(['complete', true]);
		});
		const longest = [1_000, LONGEST_MS - 300] satisfies [number, number];
		await fc.assert(property, { numRuns: 2 * inject('depth'), examples: [longest] });
	});

	it('leaves the time to a right list near its floor if the last chunk is lost', async () => {
		const property = fc.asyncProperty(fc.integer({ min: 14, max: 30 }), lastSize, async (count, size) => {
			const { status, fetchTime } = await answerOf(steady(count, size, { lose: [count - 1] }));
			const floorMs = 100 + (count - 2) * 50 + 500 + 100 + 40;
			expect(status).toBe('complete');
			expect(fetchTime).toBeLessThanOrEqual(1.25 * floorMs + 300);
		});
		await fc.assert(property, { numRuns: 2 * inject('depth') });
	});
});

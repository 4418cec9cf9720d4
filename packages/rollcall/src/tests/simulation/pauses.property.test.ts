import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { answerOf, aRequest, aRun } from './aRun.js';
import { Random } from './Random.js';
import type { RequestPlan } from './RequestPlan.js';

const LONGEST_MS = 2_000;
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
		plan: { sizes: [chunkSize], paceMs: 5, pauses: pauses(Math.ceil(size / chunkSize)) },
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

/** Only the last pause is long, after many that were short: nobody can tell it from a lost chunk. */
function looksLost({ size, plan: { sizes: [chunkSize = 1] = [], pauses = [] } }: Paused): boolean {
	const count = Math.ceil(size / chunkSize);
	const [last = 0, ...others] = Array.from(
		{ length: count - 1 },
		(_, at) => pauses[(at + 1) % pauses.length] ?? 0,
	).reverse();
	return others.length >= KNOWN_PAUSES && others.every((ms) => ms * 5 < last);
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
		await fc.assert(property, { numRuns: 25 * inject('depth') });
	});

	it('costs at most one wherever it pauses, unless its last chunk alone looks lost', async () => {
		const property = fc.asyncProperty(atWorst, async (chosen) => {
			expect(await extraRequests(chosen)).toBeLessThanOrEqual(looksLost(chosen) ? 3 : 1);
		});
		await fc.assert(property, { numRuns: 25 * inject('depth') });
	});
});

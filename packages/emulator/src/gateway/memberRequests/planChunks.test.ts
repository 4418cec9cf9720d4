import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../random/index.js';
import { type PlanFault, planChunks } from './planChunks.js';

const plan = (size: number, fault?: PlanFault, seed = 1) => planChunks(size, 1000, new SeededRandom(seed), fault);
const indices = (size: number, fault?: PlanFault, seed?: number) =>
	plan(size, fault, seed).row.map(({ index }) => index);

describe('planChunks', () => {
	it('cuts members into chunks of the usual size, the last one with the rest', () => {
		expect(plan(2500)).toEqual({
			count: 3,
			row: [
				{ index: 0, from: 0, length: 1000 },
				{ index: 1, from: 1000, length: 1000 },
				{ index: 2, from: 2000, length: 500 },
			],
		});
	});

	it('answers with one empty chunk if there is nobody', () => {
		expect(plan(0)).toEqual({ count: 1, row: [{ index: 0, from: 0, length: 0 }] });
	});

	it('cuts to given sizes without leaving anybody out', () => {
		expect(plan(2500, { cut: [1, 999, 10] }).row.map(({ length }) => length)).toEqual([1, 999, 10, 1000, 490]);
	});

	it('cuts at random, the same way for the same seed, without leaving anybody out', () => {
		const { count, row } = plan(5000, { cut: 'random' });
		expect(row.reduce((sum, { length }) => sum + length, 0)).toBe(5000);
		expect(count).toBe(row.length);
		expect(plan(5000, { cut: 'random' })).toEqual({ count, row });
		expect(plan(5000, { cut: 'random' }, 2)).not.toEqual({ count, row });
	});

	it('loses, repeats and reorders chunks, while the count stays the same', () => {
		expect(indices(4000, { lose: [1, 2] })).toEqual([0, 3]);
		expect(indices(4000, { lose: 'last' })).toEqual([0, 1, 2]);
		expect(indices(4000, { lose: 'first' })).toEqual([1, 2, 3]);
		expect(indices(4000, { repeat: [2] })).toEqual([0, 1, 2, 2, 3]);
		expect(indices(4000, { order: 'reverse' })).toEqual([3, 2, 1, 0]);
		expect(indices(4000, { order: [2, 0] })).toEqual([2, 0, 1, 3]);
		expect(plan(4000, { lose: [1] }).count).toBe(4);
	});

	it('shuffles and loses by chance the same way for the same seed', () => {
		const fault = { order: 'shuffle', lose: { probability: 0.5 } } as const;
		const first = indices(30_000, fault);
		expect(first).toEqual(indices(30_000, fault));
		expect(first.length).toBeLessThan(30);
		expect(first).not.toEqual(first.toSorted((left, right) => left - right));
		expect(indices(30_000, fault, 2)).not.toEqual(first);
	});
});

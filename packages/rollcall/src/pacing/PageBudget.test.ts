import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemberPage } from '../interfaces/ITransport.js';
import { PageBudget } from './PageBudget.js';

const aPage = (limit: number, remaining: number, resetAfterMs: number): MemberPage => ({
	members: [],
	bucket: { limit, remaining, resetAfterMs },
});

describe('PageBudget', () => {
	it('guesses ten pages in ten seconds before it has learned anything', () => {
		const budget = new PageBudget();
		expect([1, 10, 11, 20, 21].map((pages) => budget.estimateMs(pages, 0))).toEqual([
			200, 2_000, 10_000, 10_000, 20_000,
		]);
	});

	it('learns the bucket and its window from the first answer of a window', () => {
		const budget = new PageBudget();
		budget.learn(aPage(5, 4, 2_000), 200, 1_000);
		expect(budget.estimateMs(4, 1_000)).toBe(800);
		expect(budget.estimateMs(5, 1_000)).toBe(2_000);
		expect(budget.estimateMs(15, 1_000)).toBe(6_000);
	});

	it('does not take the rest of a window for a window', () => {
		const budget = new PageBudget();
		budget.learn(aPage(5, 4, 2_000), 0, 1_000);
		budget.learn(aPage(5, 3, 500), 0, 2_500);
		expect(budget.estimateMs(4, 2_500)).toBe(500);
		expect(budget.estimateMs(9, 2_500)).toBe(2_500);
	});

	it('knows that a bucket is full again when its window is over', () => {
		const budget = new PageBudget();
		budget.learn(aPage(5, 0, 2_000), 200, 1_000);
		expect(budget.estimateMs(5, 2_999)).toBe(1_000); // five pages travel for longer than the bucket is empty
		expect(budget.estimateMs(1, 1_000)).toBe(2_000);
		expect(budget.estimateMs(1, 3_000)).toBe(200);
	});

	it('keeps its guess if an answer says nothing about the bucket, or something impossible', () => {
		const budget = new PageBudget();
		budget.learn({ members: [] }, 200, 0);
		budget.learn(aPage(0, 0, 0), 200, 0);
		budget.learn(aPage(Number.NaN, 0, 0), 200, 0);
		expect(budget.estimateMs(11, 0)).toBe(10_000);
	});

	it('never expects pages to take less than their travel, and never less for more of them', () => {
		const answer = fc.record({
			limit: fc.integer({ min: 1, max: 50 }),
			remaining: fc.nat(50),
			resetAfterMs: fc.nat(20_000),
			latencyMs: fc.nat(5_000),
			waitMs: fc.nat(20_000),
		});
		fc.assert(
			fc.property(fc.array(answer, { maxLength: 8 }), fc.nat(200), fc.nat(200), (answers, pages, more) => {
				const budget = new PageBudget();
				let now = 0;
				let latency = 200;
				for (const { limit, remaining, resetAfterMs, latencyMs, waitMs } of answers) {
					now += waitMs;
					budget.learn(aPage(limit, Math.min(remaining, limit), resetAfterMs), latencyMs, now);
					latency = (latency + latencyMs) / 2;
				}
				const estimate = budget.estimateMs(pages, now);
				expect(estimate).toBeGreaterThanOrEqual(pages * latency);
				expect(budget.estimateMs(pages + more, now)).toBeGreaterThanOrEqual(estimate);
			}),
		);
	});
});

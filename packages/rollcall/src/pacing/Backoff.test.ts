import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../config/defaults.js';
import { Backoff } from './Backoff.js';

const policy = { ...DEFAULT_CONFIG.retry, jitter: false };
const delays = (backoff: Backoff, count: number) =>
	Array.from({ length: count }, (_, index) => backoff.delayMs(index + 1));

describe('Backoff', () => {
	it('doubles from the base delay up to the longest delay', () => {
		const backoff = new Backoff(policy, Math.random);
		expect(delays(backoff, 7)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
	});

	it('answers the same for the same try, however often it is asked', () => {
		const backoff = new Backoff(policy, Math.random);
		expect(delays(backoff, 3)).toEqual(delays(backoff, 3));
	});

	it('draws from nothing to the full delay with jitter', () => {
		const draws = [0, 0.5, 0.999];
		const backoff = new Backoff({ ...policy, jitter: true }, () => draws.shift() ?? 0);
		expect(delays(backoff, 3)).toEqual([0, 1_000, 3_996]);
	});

	it('stays between 0 and the longest delay for every policy and try', () => {
		const policies = fc.record({
			maxRetries: fc.nat(),
			baseDelay: fc.double({ min: 0, max: 1e9, noNaN: true }),
			maxDelay: fc.double({ min: 0, max: 1e9, noNaN: true }),
			exponentialBase: fc.double({ min: 1, max: 1e6, noNaN: true }),
			jitter: fc.boolean(),
		});
		fc.assert(
			fc.property(
				policies,
				fc.integer({ min: 1, max: 10_000 }),
				fc.double({ min: 0, max: 0.99 }),
				(any, attempt, draw) => {
					const delay = new Backoff(any, () => (Number.isNaN(draw) ? 0 : draw)).delayMs(attempt);
					expect(delay).toBeGreaterThanOrEqual(0);
					expect(delay).toBeLessThanOrEqual(any.maxDelay);
				},
			),
		);
	});
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median } from './median.js';

describe('median', () => {
	it('is the middle one, or the mean of the two in the middle', () => {
		expect(median([5])).toBe(5);
		expect(median([9, 1, 5])).toBe(5);
		expect(median([100, 1, 3, 2])).toBe(2.5);
	});

	it('has as many values below it as above it, and leaves the list as it was', () => {
		fc.assert(
			fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
				const given = [...values];
				const middle = median(values);
				const below = values.filter((value) => value < middle).length;
				const above = values.filter((value) => value > middle).length;
				expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
				expect(values).toEqual(given);
			}),
		);
	});

	it('refuses an empty list', () => {
		expect(() => median([])).toThrow(RangeError);
	});
});

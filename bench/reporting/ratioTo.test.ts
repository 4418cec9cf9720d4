import { describe, expect, it } from 'vitest';
import { ratioTo } from './ratioTo.js';

describe('ratioTo', () => {
	it('is the median of the ratios of each round, so that a busy moment counts for both', () => {
		const reference = { value: 10, rounds: [10, 40, 10] };
		expect(ratioTo(reference, { value: 20, rounds: [20, 80, 30] })).toBe(2);
	});

	it('is that of the medians if the sides have other numbers of rounds', () => {
		expect(ratioTo({ value: 10, rounds: [10, 10] }, { value: 30, rounds: [30] })).toBe(3);
	});

	it('is nothing if a figure is missing or nothing', () => {
		expect(ratioTo(undefined, { value: 1, rounds: [1] })).toBeUndefined();
		expect(ratioTo({ value: 'n/a', rounds: ['n/a'] }, { value: 1, rounds: [1] })).toBeUndefined();
		expect(ratioTo({ value: 0, rounds: [0] }, { value: 1, rounds: [1] })).toBeUndefined();
		expect(ratioTo({ value: 1, rounds: [1] }, { value: 'refused', rounds: ['refused'] })).toBeUndefined();
	});
});

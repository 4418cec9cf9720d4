import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareIds } from './compareIds.js';

const id = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

describe('compareIds', () => {
	it('orders as the numbers are ordered, of any length', () => {
		fc.assert(
			fc.property(id, fc.oneof(id, fc.bigInt({ min: 0n, max: 999n })), (a, b) => {
				expect(Math.sign(compareIds(String(a), String(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
			}),
		);
	});

	it('tells ids apart that are one number to JavaScript', () => {
		expect(compareIds('1234567890123456788', '1234567890123456789')).toBeLessThan(0);
		expect(compareIds('99999999999999999', '100000000000000000')).toBeLessThan(0);
	});
});

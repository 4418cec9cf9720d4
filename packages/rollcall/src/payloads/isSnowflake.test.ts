import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSnowflake } from './isSnowflake.js';

describe('isSnowflake', () => {
	it('takes every 64-bit number as Discord writes it', () => {
		fc.assert(fc.property(fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }), (number) => isSnowflake(String(number))));
	});

	it.each(['', ' 1', '1 ', '-1', '1.0', '1e9', 'abc', '0123', '１２', '18446744073709551616', '99999999999999999999'])(
		'refuses %j',
		(text) => {
			expect(isSnowflake(text)).toBe(false);
		},
	);
});

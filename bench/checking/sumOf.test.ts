import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashOf, sumOf } from './sumOf.js';

it('is the same in any order, and exact for as many texts as a guild has members', () => {
	fc.assert(
		fc.property(fc.array(fc.string()), (texts) => {
			expect(sumOf(texts.toReversed())).toBe(sumOf(texts));
		}),
	);
	expect(Number.isSafeInteger(2 ** 24 * 100_000_000)).toBe(true);
});

it('differs if one text is missing or another one', () => {
	fc.assert(
		fc.property(
			fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 2 }),
			([first = '', ...others]) => {
				const [second = ''] = others;
				fc.pre(hashOf(first) !== hashOf(second) && hashOf(first) !== 0);
				expect(sumOf(others)).not.toBe(sumOf([first, ...others]));
				expect(sumOf([second, ...others])).not.toBe(sumOf([first, ...others]));
			},
		),
	);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf } from './Digest.js';

const rows = fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 30 });

describe('digestOf', () => {
	it('is the same in any order', () => {
		fc.assert(
			fc.property(rows, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (values, random) => {
				const shuffled = values
					.map((value) => ({ value, at: random.next().value as number }))
					.sort((a, b) => a.at - b.at)
					.map(({ value }) => value);
				expect(digestOf(shuffled)).toBe(digestOf(values));
			}),
		);
	});

	it('differs where one value is missing, changed, or there twice in place of another', () => {
		fc.assert(
			fc.property(rows, ([first, second, ...others]) => {
				const right = digestOf([first, second, ...others]);
				expect(digestOf([second, ...others])).not.toBe(right);
				expect(digestOf([`${first}!`, second, ...others])).not.toBe(right);
				expect(digestOf([second, second, ...others])).not.toBe(right);
			}),
		);
	});
});

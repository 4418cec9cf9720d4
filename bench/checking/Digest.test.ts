import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf } from './Digest.js';

const rows = fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 30 });

describe('digestOf', () => {
	it('is the same in any order', async () => {
		await fc.assert(
			fc.asyncProperty(rows, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), async (values, random) => {
				const shuffled = values
					.map((value) => ({ value, at: random.next().value as number }))
					.sort((a, b) => a.at - b.at)
					.map(({ value }) => value);
				expect(await digestOf(shuffled)).toBe(await digestOf(values));
			}),
		);
	});

	it('differs if one value is missing, changed, or there twice instead of another', async () => {
		await fc.assert(
			fc.asyncProperty(rows, async ([first, second, ...others]) => {
				const right = await digestOf([first, second, ...others]);
				expect(await digestOf([second, ...others])).not.toBe(right);
				expect(await digestOf([`${first}!`, second, ...others])).not.toBe(right);
				expect(await digestOf([second, second, ...others])).not.toBe(right);
			}),
		);
	});
});

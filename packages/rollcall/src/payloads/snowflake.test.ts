import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatSnowflake, parseSnowflake } from './snowflake.js';

it('reads and writes every 64-bit id as a BigInt would', () => {
	const words = { low: 0, high: 0 };
	const ids = fc.oneof(
		fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }),
		fc.nat({ max: 64 }).chain((bits) => fc.bigInt({ min: 1n, max: 2n ** BigInt(Math.max(bits, 1)) - 1n })),
	);
	fc.assert(
		fc.property(ids, (id) => {
			expect(parseSnowflake(String(id), words)).toBe(true);
			expect((BigInt(words.high) << 32n) | BigInt(words.low)).toBe(id);
			expect(formatSnowflake(words.low, words.high)).toBe(String(id));
		}),
		{ numRuns: 5_000 },
	);
});

it('takes nothing that is no id as Discord writes it', () => {
	const wrong = [
		'',
		'0',
		'01',
		'1a',
		' 1',
		'1 ',
		'-1',
		'+1',
		'1e3',
		'18446744073709551616',
		'99999999999999999999',
		'１',
	];
	for (const text of [...wrong, '1'.repeat(21)])
		expect([text, parseSnowflake(text, { low: 0, high: 0 })]).toEqual([text, false]);
});

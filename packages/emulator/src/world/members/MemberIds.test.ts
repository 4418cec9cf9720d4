import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSnowflakes, snowflakeAt } from '../../random/index.js';
import { MemberIds } from './MemberIds.js';

const counts = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.constant(10_000_000), fc.constant(1_000_000_000));
const setup = fc.record({ seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }), count: counts, at: fc.nat(999_999_999) });

describe('MemberIds', () => {
	it('turns every id back into its index, in a guild of any size', () => {
		fc.assert(
			fc.property(setup, ({ seed, count, at }) => {
				const ids = new MemberIds(seed, count);
				expect(ids.indexOf(ids.at(at % count))).toBe(at % count);
			}),
		);
	});

	it('gives ids that grow with the index, of accounts made from 2016 to 2025', () => {
		fc.assert(
			fc.property(setup, ({ seed, count, at }) => {
				const ids = new MemberIds(seed, count);
				const index = at % count;
				const id = ids.at(index);
				if (index + 1 < count) expect(compareSnowflakes(id, ids.at(index + 1))).toBeLessThan(0);
				expect(compareSnowflakes(id, snowflakeAt(Date.UTC(2016, 0, 1)))).toBeGreaterThan(0);
				expect(compareSnowflakes(id, snowflakeAt(Date.UTC(2026, 0, 1)))).toBeLessThan(0);
				const createdAt = Number((BigInt(id) >> 22n) + 1_420_070_400_000n);
				expect(Math.abs(ids.createdAt(index) - createdAt)).toBeLessThan(2);
			}),
		);
	});

	it('knows no index for an id that nobody has', () => {
		const ids = new MemberIds(1, 1000);
		for (const id of ['0', '1', String(BigInt(ids.at(5)) + 1n), '99999999999999999999'])
			expect(ids.indexOf(id)).toBe(-1);
	});

	it('finds the first member after any id', () => {
		const small = fc.record({
			seed: fc.nat(),
			count: fc.integer({ min: 0, max: 20 }),
			shift: fc.constantFrom(-1n, 0n, 1n),
			at: fc.nat(19),
		});
		fc.assert(
			fc.property(small, ({ seed, count, shift, at }) => {
				const ids = new MemberIds(seed, count);
				const all = Array.from({ length: count }, (_, index) => ids.at(index));
				const after = at < count ? String(BigInt(all[at] as string) + shift) : at % 2 === 0 ? '0' : '9'.repeat(20);
				const expected = all.findIndex((id) => compareSnowflakes(id, after) > 0);
				expect(ids.firstAfter(after)).toBe(expected < 0 ? count : expected);
			}),
		);
	});
});

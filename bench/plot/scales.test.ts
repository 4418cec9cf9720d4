import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LinearScale } from './LinearScale.js';
import { LogScale } from './LogScale.js';
import { spread } from './spread.js';

describe('LinearScale', () => {
	it('goes from 0 to a round end in four or five steps, with room for every value', () => {
		fc.assert(
			fc.property(fc.array(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), { minLength: 1 }), (values) => {
				const scale = new LinearScale(values, 300, 0);
				const ticks = scale.ticks();
				expect(ticks[0]).toBe(0);
				expect(ticks.at(-1)).toBeCloseTo(scale.end, 5);
				expect(ticks.length).toBeGreaterThanOrEqual(3);
				expect(ticks.length).toBeLessThanOrEqual(6);
				for (const value of values) expect(scale.at(value)).toBeGreaterThanOrEqual(-1e-9);
			}),
		);
	});

	it('places values in proportion', () => {
		const scale = new LinearScale([80, 1140], 300, 0);
		expect(scale.ticks()).toEqual([0, 500, 1000, 1500]);
		expect([0, 750, 1500].map((value) => scale.at(value))).toEqual([300, 150, 0]);
	});
});

describe('LogScale', () => {
	it('places equal factors at equal distances', () => {
		const scale = new LogScale([10_000, 100_000, 1_000_000], 0, 200);
		expect([10_000, 100_000, 1_000_000].map((value) => Math.round(scale.at(value)))).toEqual([0, 100, 200]);
	});

	it('puts the only value into the middle', () => {
		expect(new LogScale([300], 0, 200).at(300)).toBe(100);
	});
});

describe('spread', () => {
	it('leaves alone what is far enough apart', () => {
		expect(spread([100, 10, 50], 20)).toEqual([100, 10, 50]);
	});

	it('moves neighbours apart around their middle', () => {
		expect(spread([100, 100], 20)).toEqual([90, 110]);
		expect(spread([100, 104, 200], 20)).toEqual([92, 112, 200]);
	});

	it('keeps the order and the gap, whatever it is given', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 12 }), (positions) => {
				const moved = spread(positions, 17);
				const inOrder = positions
					.map((_, index) => index)
					.sort((a, b) => (positions[a] as number) - (positions[b] as number));
				for (const [at, index] of inOrder.entries()) {
					const before = inOrder[at - 1];
					if (before !== undefined)
						expect((moved[index] as number) - (moved[before] as number)).toBeGreaterThan(17 - 1e-6);
				}
			}),
		);
	});
});

import { describe, expect, it } from 'vitest';
import { worldSizes } from './worldSizes.js';

describe('the sizes of the guilds', () => {
	it('are together what is wanted, with one large guild', () => {
		const sizes = worldSizes(3_000, 1_000_000);
		expect(sizes.length).toBe(3_000);
		expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1_000_000);
		expect(sizes[0]).toBeGreaterThanOrEqual(120_000);
		expect(Math.min(...sizes)).toBeLessThan(30);
		expect(Math.max(...sizes.slice(1))).toBeGreaterThan(1_000);
	});

	it('are right for a small world, too', () => {
		const sizes = worldSizes(20, 2_000);
		expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2_000);
		expect(Math.min(...sizes)).toBeGreaterThanOrEqual(5);
	});
});

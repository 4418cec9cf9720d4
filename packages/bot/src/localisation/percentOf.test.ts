import { expect, it } from 'vitest';
import { percentOf } from './percentOf.js';

it('shows k of a hundred as k percent, and less than everything never as 100', () => {
	const whole = Array.from({ length: 101 }, (_, k) => k);
	expect(whole.map((k) => percentOf(k / 100))).toEqual(whole);
	const yearMs = 366 * 86_400_000;
	expect(percentOf((yearMs - 1) / yearMs)).toBe(99);
	expect(percentOf(999_999 / 1_000_000)).toBe(99);
	expect(percentOf(0.719)).toBe(71);
});

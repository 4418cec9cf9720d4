import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { inTurns } from './inTurns.js';

describe('inTurns', () => {
	it('gives other work its turn by time, however many items that is, and visits each once in order', async () => {
		let now = 0;
		vi.spyOn(performance, 'now').mockImplementation(() => now);
		for (const [msAVisit, mostATurn] of [
			[0.01, 1_024],
			[1, 32],
			[100, 16],
		] as const) {
			const visits: number[] = [];
			const turns: number[] = [];
			let isOver = false;
			const other = async () => {
				for (; !isOver; await setImmediate()) turns.push(visits.length);
			};
			const others = other();
			await inTurns(Array(5_000).keys(), (item) => {
				visits.push(item);
				now += msAVisit;
			});
			isOver = true;
			await others;
			expect(visits).toEqual([...Array(5_000).keys()]);
			const sizes = turns.slice(1).map((end, index) => end - (turns[index] as number));
			expect(Math.max(...sizes)).toBeLessThanOrEqual(mostATurn);
		}
	});
});

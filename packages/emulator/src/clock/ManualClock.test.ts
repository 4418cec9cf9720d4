import { describe, expect, it } from 'vitest';
import { ManualClock } from './index.js';

describe('ManualClock', () => {
	it('runs timers in the order of their times, each at its own time', () => {
		const clock = new ManualClock(0);
		const rung: [string, number][] = [];
		clock.after(20, () => rung.push(['late', clock.now()]));
		clock.after(10, () => clock.after(5, () => rung.push(['nested', clock.now()])));
		clock.advance(30);
		expect(rung).toEqual([
			['nested', 15],
			['late', 20],
		]);
		expect(clock.now()).toBe(30);
	});

	it('forgets a timer that was cancelled', () => {
		const clock = new ManualClock();
		clock.after(1, () => expect.unreachable())();
		expect(clock.pending).toBe(0);
		clock.advance(5);
	});
});

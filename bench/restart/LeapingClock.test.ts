import { expect, it } from 'vitest';
import { LeapingClock } from './LeapingClock.js';

const at = (clock: LeapingClock, ms: number) =>
	new Promise<number>((resolve) => void clock.setTimer(ms, () => resolve(clock.now())));

it('leaps over hours if nothing is awaited, in the order of the timers', async () => {
	const clock = new LeapingClock();
	const beganAt = performance.now();
	const rung = await Promise.all([at(clock, 7_200_000), at(clock, 3_600_000)]);
	expect(rung[0]).toBeGreaterThanOrEqual(7_200_000);
	expect(rung[1]).toBeLessThan(7_200_000);
	expect(performance.now() - beganAt).toBeLessThan(3_600_000);
});

it('goes as the clock of the machine while an answer is awaited, and after it was calmed', async () => {
	const clock = new LeapingClock();
	clock.await('an answer');
	const hour = at(clock, 3_600_000);
	const beganAt = performance.now();
	await at(clock, 30);
	expect(performance.now() - beganAt).toBeGreaterThanOrEqual(28);
	clock.settle('an answer');
	await hour;
	clock.calm();
	const calmAt = performance.now();
	await at(clock, 30);
	expect(performance.now() - calmAt).toBeGreaterThanOrEqual(28);
});

it('rings no timer that was cancelled', async () => {
	const clock = new LeapingClock();
	let isRung = false;
	clock.setTimer(50, () => {
		isRung = true;
	})();
	await at(clock, 100);
	expect(isRung).toBe(false);
});

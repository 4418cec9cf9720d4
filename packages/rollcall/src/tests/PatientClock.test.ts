import { expect, it, vi } from 'vitest';
import { PatientClock } from './PatientClock.js';

/** Lets nothing else run for so long. */
function block(ms: number): void {
	for (const end = performance.now() + ms; performance.now() < end; );
}

it('rings when the time is over, in order, and no sooner', async () => {
	const clock = new PatientClock();
	const rung: number[] = [];
	const start = performance.now();
	await Promise.all(
		[60, 1, 200, 7].map(
			(ms) =>
				new Promise<void>((resolve) => {
					clock.setTimer(ms, () => {
						expect(performance.now() - start).toBeGreaterThanOrEqual(ms);
						rung.push(ms);
						resolve();
					});
				}),
		),
	);
	expect(rung).toEqual([1, 7, 60, 200]);
});

it('does not count the time in which other work kept the event loop', async () => {
	let turns = 0;
	const counting = setInterval(() => {
		turns++;
		block(10);
	}, 1);
	await new Promise<void>((resolve) => void new PatientClock().setTimer(60, resolve));
	clearInterval(counting);
	expect(turns).toBeGreaterThanOrEqual(19);
});

it('forgets a timer that is cancelled, at once, in the middle, and by another of the same moment', async () => {
	const clock = new PatientClock();
	const ring = vi.fn();
	clock.setTimer(20, ring)();
	const cancel = clock.setTimer(20, ring);
	clock.setTimer(5, cancel);
	clock.setTimer(20, () => cancelOther());
	const cancelOther = clock.setTimer(20, ring);
	await new Promise<void>((resolve) => void clock.setTimer(60, resolve));
	expect(ring).not.toHaveBeenCalled();
});

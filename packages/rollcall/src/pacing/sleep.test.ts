import { describe, expect, it } from 'vitest';
import { countListeners } from '../tests/countListeners.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { sleep } from './sleep.js';

describe('sleep', () => {
	it('ends after its time and leaves no listener and no timer', async () => {
		const clock = new VirtualClock();
		const { signal } = new AbortController();
		const slept = sleep(clock, 1_000, signal);
		await clock.runUntil(slept, 2_000);
		expect(clock.now()).toBe(1_000);
		expect([countListeners(signal), clock.pendingCount]).toEqual([0, 0]);
	});

	it('rejects with the reason of the signal at once, and leaves no listener and no timer', async () => {
		const clock = new VirtualClock();
		const controller = new AbortController();
		const slept = sleep(clock, 1_000, controller.signal);
		controller.abort('enough');
		await expect(slept).rejects.toBe('enough');
		expect([countListeners(controller.signal), clock.pendingCount, clock.now()]).toEqual([0, 0, 0]);
	});

	it('does not begin if the signal has already fired', async () => {
		const clock = new VirtualClock();
		const slept = sleep(clock, 1_000, AbortSignal.abort('before'));
		await expect(slept).rejects.toBe('before');
		expect(clock.pendingCount).toBe(0);
	});
});

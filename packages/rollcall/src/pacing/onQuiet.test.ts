import { describe, expect, it, vi } from 'vitest';
import type { CancelTimer, IClock } from '../interfaces/IClock.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { onQuiet } from './onQuiet.js';

/** The event loop is busy from `from` to `to`: what is due in between runs at the end. */
class StalledClock implements IClock {
	constructor(
		private readonly clock: VirtualClock,
		private readonly from: number,
		private readonly to: number,
	) {}

	now = () => this.clock.now();
	wallNow = () => this.clock.wallNow();

	setTimer(delayMs: number, callback: () => void): CancelTimer {
		const dueAt = this.now() + delayMs;
		return this.clock.setTimer(dueAt > this.from && dueAt < this.to ? this.to - this.now() : delayMs, callback);
	}
}

describe('onQuiet', () => {
	it('calls back once when the time is up', async () => {
		const clock = new VirtualClock();
		const callback = vi.fn();
		onQuiet(clock, 500, callback);
		await clock.advance(499);
		expect(callback).not.toHaveBeenCalled();
		await clock.advance(1);
		await clock.advance(5_000);
		expect(callback).toHaveBeenCalledTimes(1);
	});

	it('never calls back after it was cancelled, not even when the time is up', async () => {
		const clock = new VirtualClock();
		const callback = vi.fn();
		onQuiet(clock, 500, callback)();
		const cancel = onQuiet(clock, 500, callback);
		clock.setTimer(500, cancel); // runs behind it, and before the turn of the event loop
		await clock.advance(1_000);
		expect(callback).not.toHaveBeenCalled();
		expect(clock.pendingCount).toBe(0);
	});

	it('waits once more if the event loop was busy when the time was up', async () => {
		const clock = new VirtualClock();
		const callback = vi.fn();
		const cancel = onQuiet(new StalledClock(clock, 400, 2_000), 500, callback);
		await clock.advance(2_000);
		expect(callback).not.toHaveBeenCalled();
		clock.setTimer(10, cancel); // what came during the stall is read
		await clock.advance(5_000);
		expect(callback).not.toHaveBeenCalled();
	});

	it('calls back in the end, though nothing is ever on time', async () => {
		const clock = new VirtualClock();
		const late: IClock = {
			now: () => clock.now(),
			wallNow: () => clock.wallNow(),
			setTimer: (ms, run) => clock.setTimer(ms + 100, run),
		};
		const callback = vi.fn();
		onQuiet(late, 500, callback);
		await clock.advance(3_000);
		expect(callback).toHaveBeenCalledTimes(1);
	});
});

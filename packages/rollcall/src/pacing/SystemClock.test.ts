import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SystemClock } from './SystemClock.js';

const DAY_MS = 86_400_000;

describe('SystemClock', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	it('runs a timer once, after its delay', () => {
		const callback = vi.fn();
		new SystemClock().setTimer(50, callback);
		vi.advanceTimersByTime(49);
		expect(callback).not.toHaveBeenCalled();
		vi.advanceTimersByTime(1_000);
		expect(callback).toHaveBeenCalledTimes(1);
	});

	it('waits out delays that are longer than setTimeout can', () => {
		const callback = vi.fn();
		new SystemClock().setTimer(60 * DAY_MS, callback);
		vi.advanceTimersByTime(60 * DAY_MS - 1);
		expect(callback).not.toHaveBeenCalled();
		vi.advanceTimersByTime(1);
		expect(callback).toHaveBeenCalledTimes(1);
	});

	it('cancels a timer at any time, also a long one that is under way', () => {
		const callback = vi.fn();
		const clock = new SystemClock();
		const cancel = clock.setTimer(60 * DAY_MS, callback);
		vi.advanceTimersByTime(40 * DAY_MS);
		cancel();
		cancel();
		expect(vi.getTimerCount()).toBe(0);
		vi.advanceTimersByTime(40 * DAY_MS);
		expect(callback).not.toHaveBeenCalled();
	});

	it('keeps no process alive', () => {
		vi.useRealTimers();
		const kept = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
		const before = kept();
		const cancel = new SystemClock().setTimer(60_000, () => {});
		expect(kept()).toBe(before);
		cancel();
	});

	it('measures ages on a clock that the wall clock does not move', () => {
		const clock = new SystemClock();
		const [now, wall] = [clock.now(), clock.wallNow()];
		vi.setSystemTime(wall + DAY_MS);
		expect(clock.wallNow() - wall).toBe(DAY_MS);
		expect(clock.now()).toBe(now);
	});
});

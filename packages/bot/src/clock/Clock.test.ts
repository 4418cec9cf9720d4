import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from './Clock.js';

const DAY = 86_400_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('Waits longer than a Node timer can', () => {
	const ring = vi.fn();
	systemClock.after(60 * DAY, ring);
	vi.advanceTimersByTime(60 * DAY - 1);
	expect(ring).not.toHaveBeenCalled();
	vi.advanceTimersByTime(1);
	expect(ring).toHaveBeenCalledOnce();
});

it('Can be cancelled, even after its first part', () => {
	const ring = vi.fn();
	const cancel = systemClock.after(60 * DAY, ring);
	vi.advanceTimersByTime(30 * DAY);
	cancel();
	vi.advanceTimersByTime(60 * DAY);
	expect(ring).not.toHaveBeenCalled();
	expect(vi.getTimerCount()).toBe(0);
});

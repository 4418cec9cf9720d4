import { onTestFinished, vi } from 'vitest';

/**
 * Stops the clocks of the machine until the test ends: they show as many milliseconds after this moment as the test
 * says.
 */
export function holdClocks() {
	const ahead = { monotonic: 0, wall: 0 };
	const start = { monotonic: performance.now(), wall: Date.now() };
	const spies = [
		vi.spyOn(performance, 'now').mockImplementation(() => start.monotonic + ahead.monotonic),
		vi.spyOn(Date, 'now').mockImplementation(() => start.wall + ahead.wall),
	];
	onTestFinished(() => spies.forEach((spy) => void spy.mockRestore()));
	return ahead;
}

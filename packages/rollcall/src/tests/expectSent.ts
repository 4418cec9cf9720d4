import { expect } from 'vitest';

/**
 * Monotonic and epoch ms of the same moment, by clocks that nobody sets. A busy machine may come between the looks at the
 * two clocks, which makes the moment an earlier one, and never a later.
 */
export function expectSent(sentAt: number | undefined, heartbeatAt: number): void {
	const looks = Array.from({ length: 100 }, () => performance.now() - Date.now());
	const late = (sentAt ?? Number.NaN) - (heartbeatAt + Math.max(...looks));
	expect(late).toBeLessThan(20);
	expect(late).toBeGreaterThan(-10_000);
}

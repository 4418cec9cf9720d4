import { setMaxListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countListeners } from '../tests/countListeners.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { RateGate, type RateLimit } from './RateGate.js';
import { SendGate } from './SendGate.js';

const { signal } = new AbortController();
// Node warns of more than 10 listeners on one signal; here many callers share one on purpose.
setMaxListeners(0, signal);

function aGate(...limits: RateLimit[]) {
	const clock = new VirtualClock();
	const gate = new RateGate(clock, () => limits);
	/** The moments at which `count` callers, who come now, pass. */
	const passes = (count: number) =>
		Promise.all(Array.from({ length: count }, () => gate.take(signal).then(() => clock.now())));
	return { clock, gate, limits, passes };
}

describe('RateGate', () => {
	it('lets through what every limit allows and makes the others wait in the order in which they came', async () => {
		const { clock, passes } = aGate({ count: 2, windowMs: 1_000 }, { count: 5, windowMs: 60_000 });
		expect(await clock.runUntil(passes(7), 200_000)).toEqual([0, 0, 1_000, 1_000, 2_000, 60_000, 60_000]);
		expect([countListeners(signal), clock.pendingCount]).toEqual([0, 0]);
	});

	it('keeps the limit in every window, wherever it begins', async () => {
		const limit = fc.record({ count: fc.integer({ min: 1, max: 5 }), windowMs: fc.integer({ min: 1, max: 500 }) });
		const arrivals = fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 40 });
		await fc.assert(
			fc.asyncProperty(fc.array(limit, { minLength: 1, maxLength: 2 }), arrivals, async (limits, gaps) => {
				const { clock, gate } = aGate(...limits);
				const moments: number[] = [];
				const all: Promise<unknown>[] = [];
				for (const gap of gaps) {
					await clock.advance(gap);
					all.push(gate.take(signal).then(() => moments.push(clock.now())));
				}
				await clock.runUntil(Promise.all(all), 1e9);
				for (const { count, windowMs } of limits) {
					moments.forEach((moment, index) => {
						const later = moments[index + count];
						if (later !== undefined) expect(later - moment).toBeGreaterThanOrEqual(windowMs - 1e-6);
					});
				}
				expect(clock.pendingCount).toBe(0);
			}),
			{ numRuns: 200 },
		);
	});

	it('lets nobody overtake those who wait', async () => {
		const { clock, gate, passes } = aGate({ count: 1, windowMs: 100 });
		const order: string[] = [];
		await gate.take(signal);
		const first = gate.take(signal).then(() => order.push('first'));
		clock.setTimer(100, () => void gate.take(signal).then(() => order.push('late')));
		await clock.runUntil(first, 1_000);
		await clock.advance(1_000);
		expect(order).toEqual(['first', 'late']);
		expect(await clock.runUntil(passes(1), 0)).toEqual([1_100]);
	});

	it('rejects at once when the signal of a waiting caller fires, and gives their turn to the next', async () => {
		const { clock, gate, passes } = aGate({ count: 1, windowMs: 100 });
		await gate.take(signal);
		const controller = new AbortController();
		const aborted = gate.take(controller.signal);
		const next = passes(1);
		controller.abort('enough');
		await expect(aborted).rejects.toBe('enough');
		expect(countListeners(controller.signal)).toBe(0);
		expect(await clock.runUntil(next, 1_000)).toEqual([100]);
	});

	it('leaves no timer when the only caller who waits gives up', async () => {
		const { clock, gate } = aGate({ count: 1, windowMs: 100 });
		await gate.take(signal);
		const controller = new AbortController();
		const aborted = gate.take(controller.signal);
		controller.abort('enough');
		await expect(aborted).rejects.toBe('enough');
		expect([clock.pendingCount, gate.waitingCount]).toEqual([0, 0]);
	});

	it('applies a changed limit to those who wait already', async () => {
		const { clock, gate, limits, passes } = aGate({ count: 1, windowMs: 60_000 });
		const waiting = passes(3);
		await clock.advance(10);
		limits[0] = { count: 2, windowMs: 60_000 };
		gate.changed();
		expect(await clock.runUntil(waiting, 100_000)).toEqual([0, 10, 60_000]);
	});

	it('tells how many passed lately and how long the next one has to wait', async () => {
		const { clock, gate, passes } = aGate({ count: 3, windowMs: 1_000 });
		await passes(2);
		expect([gate.countWithin(1_000), gate.waitMs]).toEqual([2, 0]);
		await clock.advance(400);
		await passes(1);
		expect([gate.countWithin(1_000), gate.countWithin(100), gate.waitMs]).toEqual([3, 1, 600]);
	});
});

describe('SendGate', () => {
	it('keeps our sends to 90 in any 60 s, so that 30 are left for heartbeats and the bot', async () => {
		const clock = new VirtualClock();
		const gate = new SendGate(clock);
		const sends = Array.from({ length: 91 }, () => gate.take(signal).then(() => clock.now()));
		const moments = await clock.runUntil(Promise.all(sends), 100_000);
		expect(moments.filter((moment) => moment === 0)).toHaveLength(90);
		expect(moments.at(-1)).toBe(60_000);
	});
});

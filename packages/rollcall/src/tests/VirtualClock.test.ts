import { describe, expect, it } from 'vitest';
import { VirtualClock } from './VirtualClock.js';

/** A chain of `depth` async functions, each waiting for the next. */
async function deep(depth: number): Promise<number> {
	await null;
	return depth === 0 ? 0 : 1 + (await deep(depth - 1));
}

describe('VirtualClock', () => {
	it('runs timers in the order of their moments, and those of one moment in the order in which they were set', async () => {
		const clock = new VirtualClock();
		const seen: string[] = [];
		for (const [name, delay] of [
			['c', 30],
			['a', 10],
			['b1', 20],
			['b2', 20],
		] as const) {
			clock.setTimer(delay, () => seen.push(`${name}@${clock.now()}`));
		}
		await clock.advance(25);
		expect(seen).toEqual(['a@10', 'b1@20', 'b2@20']);
		expect(clock.now()).toBe(25);
		await clock.advance(5);
		expect(seen.at(-1)).toBe('c@30');
	});

	it('finishes deep promise chains between two timers, so that what they set is not overtaken', async () => {
		const clock = new VirtualClock();
		const seen: string[] = [];
		clock.setTimer(10, async () => {
			await deep(40);
			clock.setTimer(1, () => seen.push(`chain@${clock.now()}`));
		});
		clock.setTimer(12, () => seen.push(`later@${clock.now()}`));
		await clock.advance(20);
		expect(seen).toEqual(['chain@11', 'later@12']);
	});

	it('gives code that yields a turn of the event loop its turn before time moves on', async () => {
		const clock = new VirtualClock();
		const seen: string[] = [];
		clock.setTimer(10, () => setImmediate(() => clock.setTimer(1, () => seen.push('yielded'))));
		clock.setTimer(12, () => seen.push('later'));
		await clock.advance(20);
		expect(seen).toEqual(['yielded', 'later']);
	});

	it('forgets a cancelled timer, also when it is cancelled twice or after it ran', async () => {
		const clock = new VirtualClock();
		let runs = 0;
		const cancels = [5, 5, 5].map((delay) => clock.setTimer(delay, () => runs++));
		cancels[1]?.();
		cancels[1]?.();
		expect(clock.pendingCount).toBe(2);
		await clock.advance(5);
		for (const cancel of cancels) cancel();
		expect([runs, clock.pendingCount]).toEqual([2, 0]);
	});

	it('moves only as far as the promise needs', async () => {
		const clock = new VirtualClock();
		const promise = new Promise<number>((resolve) => clock.setTimer(40_000, () => resolve(clock.now())));
		clock.setTimer(50_000, () => {});
		expect(await clock.runUntil(promise, 60_000)).toBe(40_000);
		expect(clock.now()).toBe(40_000);
	});

	it('settles like the promise if it rejects', async () => {
		const clock = new VirtualClock();
		const promise = new Promise((_, reject) => clock.setTimer(1, () => reject(new Error('no'))));
		await expect(clock.runUntil(promise, 10)).rejects.toThrow('no');
	});

	it('says where it stood when the promise does not settle in time, or cannot', async () => {
		const clock = new VirtualClock();
		const never = new Promise(() => {});
		await expect(clock.runUntil(never, 100)).rejects.toThrow(
			'Still pending after 0 ms, at 0 ms of virtual time; no timer',
		);
		clock.setTimer(80, () => {});
		clock.setTimer(120, () => {});
		await expect(clock.runUntil(never, 100)).rejects.toThrow(
			'Still pending after 80 ms, at 80 ms of virtual time; the next timer is due at 120 ms.',
		);
	});

	it('tells wall time as a fixed start plus what passed', async () => {
		const clock = new VirtualClock();
		const start = clock.wallNow();
		await clock.advance(1_234);
		expect(clock.wallNow() - start).toBe(1_234);
	});
});

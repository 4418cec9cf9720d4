import { setMaxListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_CONFIG } from '../config/defaults.js';
import type { MemberFetchConfig } from '../config/schema.js';
import { countListeners } from '../tests/countListeners.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { OperationGate } from './OperationGate.js';

const { signal } = new AbortController();
// Node warns of more than 10 listeners on one signal; here many callers share one on purpose.
setMaxListeners(0, signal);

function aGate() {
	const clock = new VirtualClock();
	let limits = DEFAULT_CONFIG.rateLimit;
	const gate = new OperationGate(clock, () => limits);
	const change = (patch: Partial<MemberFetchConfig['rateLimit']>) => {
		limits = { ...limits, ...patch };
		gate.changed();
	};
	/** A task that takes 100 ms and notes when it ran. */
	const ran: string[] = [];
	const task = (name: string) => () =>
		new Promise<string>((resolve) => {
			ran.push(`${name}@${clock.now()}`);
			clock.setTimer(100, () => resolve(name));
		});
	return { clock, gate, change, ran, task };
}

describe('OperationGate.start', () => {
	it('lets 5 start in a second and 50 in a minute by default', async () => {
		const { clock, gate } = aGate();
		const starts = Array.from({ length: 51 }, () => gate.start(signal).then(() => clock.now()));
		const moments = await clock.runUntil(Promise.all(starts), 200_000);
		expect(moments.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 1_000]);
		expect(moments.slice(-2)).toEqual([9_000, 60_000]);
		expect([countListeners(signal), clock.pendingCount]).toEqual([0, 0]);
	});

	it('applies a raised limit to those who wait already', async () => {
		const { clock, gate, change } = aGate();
		const starts = Array.from({ length: 6 }, () => gate.start(signal).then(() => clock.now()));
		await clock.advance(10);
		expect(gate.status).toMatchObject({ queued: 1, startsInLastMinute: 5, waitMs: 990 });
		change({ burstLimit: 6 });
		expect((await clock.runUntil(Promise.all(starts), 0)).at(-1)).toBe(10);
		expect(clock.pendingCount).toBe(0);
	});

	it('applies a lowered limit to those who wait already', async () => {
		const { clock, gate, change } = aGate();
		const starts = Array.from({ length: 6 }, () => gate.start(signal).then(() => clock.now()));
		change({ requestsPerMinute: 1 });
		expect((await clock.runUntil(Promise.all(starts), 200_000)).at(-1)).toBe(60_000);
	});

	it('rejects a waiting start at once when its signal fires', async () => {
		const { clock, gate } = aGate();
		await Promise.all(Array.from({ length: 5 }, () => gate.start(signal)));
		const controller = new AbortController();
		const start = gate.start(controller.signal);
		controller.abort('enough');
		await expect(start).rejects.toBe('enough');
		expect([countListeners(controller.signal), clock.pendingCount, gate.status.queued]).toEqual([0, 0, 0]);
	});
});

describe('OperationGate.run', () => {
	it('runs 3 at once by default and the others as places get free, in the order in which they came', async () => {
		const { clock, gate, ran, task } = aGate();
		const all = ['a', 'b', 'c', 'd', 'e'].map((name) => gate.run(task(name), signal));
		await clock.advance(0);
		expect(gate.status).toMatchObject({ running: 3, queued: 2 });
		expect(await clock.runUntil(Promise.all(all), 1_000)).toEqual(['a', 'b', 'c', 'd', 'e']);
		expect(ran).toEqual(['a@0', 'b@0', 'c@0', 'd@100', 'e@100']);
		await clock.advance(0);
		expect(gate.status).toMatchObject({ running: 0, queued: 0 });
		expect(countListeners(signal)).toBe(0);
	});

	it('never runs a queued task whose signal fires, and takes it off the queue at once', async () => {
		const { clock, gate, change, ran, task } = aGate();
		change({ maxConcurrentRequests: 1 });
		const controller = new AbortController();
		const first = gate.run(task('first'), signal);
		const queued = gate.run(task('queued'), controller.signal);
		const next = gate.run(task('next'), signal);
		controller.abort('enough');
		await expect(queued).rejects.toBe('enough');
		expect(gate.status).toMatchObject({ running: 1, queued: 1 });
		await clock.runUntil(Promise.all([first, next]), 1_000);
		expect(ran).toEqual(['first@0', 'next@100']);
		expect(countListeners(controller.signal)).toBe(0);
	});

	it('keeps the place of a running task until it ends, though its signal fired', async () => {
		const { clock, gate, change, ran, task } = aGate();
		change({ maxConcurrentRequests: 1 });
		const controller = new AbortController();
		const first = gate.run(task('first'), controller.signal);
		const next = gate.run(task('next'), signal);
		await clock.advance(50);
		controller.abort('enough');
		expect(await clock.runUntil(Promise.all([first, next]), 1_000)).toEqual(['first', 'next']);
		expect(ran).toEqual(['first@0', 'next@100']);
	});

	it('runs nothing if the signal has already fired', async () => {
		const { gate } = aGate();
		const task = vi.fn(async () => {});
		await expect(gate.run(task, AbortSignal.abort('before'))).rejects.toBe('before');
		expect(task).not.toHaveBeenCalled();
	});

	it('frees the place of a task that fails, and passes its failure on', async () => {
		const { clock, gate, change, task } = aGate();
		change({ maxConcurrentRequests: 1 });
		const failure = new Error('no');
		const failing = gate.run(() => Promise.reject(failure), signal);
		const next = gate.run(task('next'), signal);
		await expect(failing).rejects.toBe(failure);
		expect(await clock.runUntil(next, 1_000)).toBe('next');
	});

	it('starts queued tasks at once when more may run', async () => {
		const { clock, gate, change, ran, task } = aGate();
		const all = ['a', 'b', 'c', 'd'].map((name) => gate.run(task(name), signal));
		await clock.advance(10);
		change({ maxConcurrentRequests: 4 });
		await clock.runUntil(Promise.all(all), 1_000);
		expect(ran.at(-1)).toBe('d@10');
	});
});

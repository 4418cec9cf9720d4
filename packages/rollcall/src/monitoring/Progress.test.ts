import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { FetchProgress, ProgressCallback } from '../interfaces/FetchOptions.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { ProgressReporter, type ProgressStep } from './Progress.js';

function aReporter(also: ProgressCallback = () => {}) {
	const clock = new VirtualClock();
	const seen: FetchProgress[] = [];
	const callback: ProgressCallback = (progress) => {
		seen.push(progress);
		return also(progress);
	};
	const reporter = new ProgressReporter({ operationId: 'op-1', clock, callback });
	const fetched = (currentCount: number, totalCount = 4_000, gateWaitMs?: number) =>
		reporter.report({ stage: 'fetching', message: 'Fetching.', currentCount, totalCount, gateWaitMs });
	return { clock, reporter, seen, fetched };
}

describe('ProgressReporter', () => {
	it('reports each step with the operation, its start and the counts', () => {
		const { clock, seen, fetched } = aReporter();
		fetched(1_000);
		expect(seen).toEqual([
			{
				operationId: 'op-1',
				stage: 'fetching',
				progress: 23,
				message: 'Fetching.',
				startTime: clock.wallNow(),
				currentCount: 1_000,
				totalCount: 4_000,
			},
		]);
	});

	it('knows a latest report before anything was reported', () => {
		const { reporter, seen } = aReporter();
		expect(reporter.latest).toMatchObject({ operationId: 'op-1', stage: 'initializing', progress: 0 });
		expect(seen).toEqual([]);
	});

	it('estimates from the measured rate, and not at all while there is none', async () => {
		const { clock, seen, fetched } = aReporter();
		await clock.advance(5_000);
		fetched(1_000);
		await clock.advance(100);
		fetched(2_000);
		expect(seen.map((progress) => progress.estimatedTimeRemaining)).toEqual([undefined, 200]);
		expect('estimatedTimeRemaining' in (seen[0] as FetchProgress)).toBe(false);
	});

	it('adds the time until the gate opens to the estimate', async () => {
		const { clock, reporter, fetched } = aReporter();
		fetched(0);
		await clock.advance(1_000);
		fetched(2_000, 4_000, 29_000);
		expect(reporter.latest.estimatedTimeRemaining).toBe(30_000);
	});

	it('measures again when the work begins again, and shows no lower count', async () => {
		const { clock, reporter, fetched } = aReporter();
		fetched(1_000);
		await clock.advance(10);
		fetched(3_000);
		fetched(0);
		expect(reporter.latest).toMatchObject({ currentCount: 3_000, progress: 71 });
		expect(reporter.latest.estimatedTimeRemaining).toBeUndefined();
		await clock.advance(2_000);
		fetched(1_000);
		expect(reporter.latest.estimatedTimeRemaining).toBe(6_000);
	});

	it('never reports more than the total, even if the expected count was too low', () => {
		const { reporter, fetched } = aReporter();
		fetched(4_100, 4_000);
		expect(reporter.latest).toMatchObject({ currentCount: 4_100, totalCount: 4_100, progress: 95 });
	});

	it('is at 100 only when completed, with the counts of the answer', () => {
		const { reporter, fetched, seen } = aReporter();
		fetched(4_000);
		reporter.finish('completed', 'Complete.', { currentCount: 3_999, totalCount: 3_999 });
		expect(reporter.latest).toMatchObject({
			stage: 'completed',
			progress: 100,
			currentCount: 3_999,
			totalCount: 3_999,
		});
		expect(seen.map((progress) => progress.progress)).toEqual([95, 100]);
	});

	it('stays where it was when the operation fails', () => {
		const { reporter, fetched } = aReporter();
		fetched(2_000);
		reporter.finish('failed', 'Cancelled.');
		expect(reporter.latest).toMatchObject({
			stage: 'failed',
			progress: 47,
			message: 'Cancelled.',
			currentCount: 2_000,
		});
	});

	it('reports nothing after the end', () => {
		const { reporter, fetched, seen } = aReporter();
		reporter.finish('failed', 'Cancelled.');
		reporter.finish('completed', 'Complete.');
		fetched(1);
		expect(seen).toHaveLength(1);
	});

	it.each([
		[
			'throws',
			() => {
				throw new Error('mine');
			},
		],
		['rejects', () => Promise.reject(new Error('mine'))],
		['never ends', () => new Promise(() => {})],
		['writes to what it is given', (progress: FetchProgress) => Object.assign(progress, { progress: 1_000 })],
	])('goes on unharmed when the callback %s', async (_, callback) => {
		const unhandled = vi.fn();
		process.on('unhandledRejection', unhandled);
		const { clock, reporter, fetched, seen } = aReporter(callback as ProgressCallback);
		fetched(1_000);
		reporter.finish('completed', 'Complete.');
		await clock.advance(0);
		await clock.advance(0);
		process.off('unhandledRejection', unhandled);
		expect(seen.map((progress) => progress.progress)).toEqual([23, 100]);
		expect(unhandled).not.toHaveBeenCalled();
	});

	it('works without a callback', () => {
		const reporter = new ProgressReporter({ operationId: 'op-1', clock: new VirtualClock() });
		reporter.report({ stage: 'fetching', message: 'Fetching.' });
		expect(reporter.latest.stage).toBe('fetching');
	});

	it('never goes back in stage, progress or count, whatever is reported', async () => {
		const order = ['initializing', 'fetching', 'filtering', 'caching', 'completed', 'failed'];
		const step: fc.Arbitrary<ProgressStep> = fc.record({
			stage: fc.constantFrom('initializing', 'fetching', 'filtering', 'caching'),
			message: fc.constant('step'),
			currentCount: fc.option(fc.nat(5_000), { nil: undefined }),
			totalCount: fc.option(fc.nat(5_000), { nil: undefined }),
			gateWaitMs: fc.option(fc.nat(30_000), { nil: undefined }),
		});
		fc.assert(
			fc.property(fc.array(step), fc.constantFrom('completed' as const, 'failed' as const), (steps, end) => {
				const { reporter, seen } = aReporter();
				for (const each of steps) reporter.report(each);
				const highest = reporter.latest.progress;
				reporter.finish(end, 'end');
				seen.slice(1).forEach((now, index) => {
					const before = seen[index] as FetchProgress;
					expect(order.indexOf(now.stage)).toBeGreaterThanOrEqual(order.indexOf(before.stage));
					expect(now.progress).toBeGreaterThanOrEqual(before.progress);
					expect(now.currentCount ?? 0).toBeGreaterThanOrEqual(before.currentCount ?? 0);
				});
				expect(highest).toBeLessThan(100);
				expect(seen.every(({ estimatedTimeRemaining: left }) => left === undefined || left >= 0)).toBe(true);
			}),
		);
	});
});

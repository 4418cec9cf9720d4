import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_CONFIG } from '../config/defaults.js';
import { TransportError } from '../interfaces/ITransport.js';
import { countListeners } from '../tests/countListeners.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { Backoff } from './Backoff.js';
import { type RetryRestDeps, retryRest } from './retryRest.js';

const unavailable = () => new TransportError('unavailable', '503');
const rateLimited = (ms: number) => new TransportError('rateLimited', '429', ms);
const never = () => new Promise<never>(() => {});

function aCase(overrides: Partial<RetryRestDeps> = {}) {
	const clock = new VirtualClock();
	const controller = new AbortController();
	const told: string[] = [];
	const deps: RetryRestDeps = {
		clock,
		backoff: new Backoff({ ...DEFAULT_CONFIG.retry, jitter: false }, Math.random),
		maxRetries: 3,
		requestTimeoutMs: 5_000,
		signal: controller.signal,
		onWait: (until) => told.push(until === undefined ? `wait ended at ${clock.now()}` : `wait until ${until}`),
		onRetry: () => told.push(`retry at ${clock.now()}`),
		...overrides,
	};
	/** A call that does each step once; a function is called, anything else thrown. Notes when it was called. */
	const calledAt: number[] = [];
	const script =
		(...steps: unknown[]) =>
		async (signal: AbortSignal) => {
			calledAt.push(clock.now());
			const step = steps.shift();
			if (typeof step === 'function') return (await step(signal)) as string;
			throw step;
		};
	const run = (...steps: unknown[]) => clock.runUntil(retryRest(script(...steps), deps), 1e6);
	const leftOver = () => [countListeners(controller.signal), clock.pendingCount];
	return { clock, controller, deps, told, calledAt, run, leftOver };
}

describe('retryRest', () => {
	it('answers what the first call answers', async () => {
		const { run, told, leftOver } = aCase();
		expect(await run(() => 'page')).toBe('page');
		expect([told, leftOver()]).toEqual([[], [0, 0]]);
	});

	it('waits exactly as long as Discord says, and says that it waits', async () => {
		const { run, told, calledAt, leftOver } = aCase();
		expect(await run(rateLimited(1_337.5), () => 'page')).toBe('page');
		expect(calledAt).toEqual([0, 1_337.5]);
		expect(told).toEqual(['wait until 1337.5', 'wait ended at 1337.5']);
		expect(leftOver()).toEqual([0, 0]);
	});

	it('throws a rate limit that lasts longer than it is worth', async () => {
		const { run } = aCase({ longestWaitMs: () => 1_000 });
		expect(await run(rateLimited(1_000), () => 'page')).toBe('page');
		await expect(run(rateLimited(1_001))).rejects.toMatchObject({ failure: 'rateLimited' });
	});

	it('uses up no retry for a rate limit, even if none is left', async () => {
		const { run, told } = aCase({ maxRetries: 1 });
		const limits = Array.from({ length: 12 }, () => rateLimited(10));
		expect(await run(...limits, unavailable(), ...limits, () => 'page')).toBe('page');
		expect(told.filter((line) => line.startsWith('retry'))).toEqual(['retry at 1120']);
	});

	it('tries again with growing waits if the server is unavailable', async () => {
		const { run, told, calledAt } = aCase();
		expect(await run(unavailable(), unavailable(), unavailable(), () => 'page')).toBe('page');
		expect(calledAt).toEqual([0, 1_000, 3_000, 7_000]);
		expect(told).toEqual(['retry at 1000', 'retry at 3000', 'retry at 7000']);
	});

	it('throws the last failure when the retries are used up', async () => {
		const { run, calledAt, leftOver } = aCase({ maxRetries: 2 });
		const last = unavailable();
		await expect(run(unavailable(), unavailable(), last)).rejects.toBe(last);
		expect(calledAt).toHaveLength(3);
		expect(leftOver()).toEqual([0, 0]);
	});

	it('does not try again at all if no retries are allowed', async () => {
		const { run, calledAt } = aCase({ maxRetries: 0 });
		await expect(run(unavailable(), () => 'page')).rejects.toThrow('503');
		expect(calledAt).toEqual([0]);
	});

	it.each([
		new TransportError('invalidToken', '401'),
		new TransportError('missingAccess', '403'),
		new TransportError('unknownGuild', '404'),
		new TransportError('rejected', '400'),
		new TypeError('fetch failed'),
		new RangeError('a bug'),
		'text',
		undefined,
	])('throws %s at once, as it is', async (failure) => {
		const { run, calledAt, leftOver } = aCase();
		await expect(run(failure, () => 'page')).rejects.toBe(failure);
		expect([calledAt, leftOver()]).toEqual([[0], [0, 0]]);
	});

	it('throws what a call throws before it returns a promise', async () => {
		const { deps, leftOver } = aCase();
		const failure = new Error('at once');
		const call = () => {
			throw failure;
		};
		await expect(retryRest(call, deps)).rejects.toBe(failure);
		expect(leftOver()).toEqual([0, 0]);
	});

	it('gives each try its time, aborts the call then, and counts it as unavailable', async () => {
		const { run, calledAt, leftOver } = aCase({ maxRetries: 1 });
		const signals: AbortSignal[] = [];
		const hang = (signal: AbortSignal) => {
			signals.push(signal);
			return never();
		};
		await expect(run(hang, hang)).rejects.toMatchObject({
			failure: 'unavailable',
			message: 'No answer to a request within 5000 ms.',
		});
		expect(calledAt).toEqual([0, 6_000]);
		expect(signals.map((signal) => signal.aborted)).toEqual([true, true]);
		expect(leftOver()).toEqual([0, 0]);
	});

	it('rejects with the reason of the signal at once, though the call ignores its own', async () => {
		const { deps, controller, leftOver } = aCase();
		const promise = retryRest(never, deps);
		controller.abort('enough');
		await expect(promise).rejects.toBe('enough');
		expect(leftOver()).toEqual([0, 0]);
	});

	it('tells the call that it is aborted, with the reason', async () => {
		const { deps, controller } = aCase();
		const call = vi.fn((_: AbortSignal) => never());
		const promise = retryRest(call, deps);
		controller.abort('enough');
		await expect(promise).rejects.toBe('enough');
		expect(call.mock.calls[0]?.[0].reason).toBe('enough');
	});

	it.each([
		['a backoff', unavailable(), []],
		['a rate limit', rateLimited(10_000), ['wait until 10000', 'wait ended at 500']],
	])('ends %s at once when the signal fires', async (_, failure, expected) => {
		const { clock, deps, controller, told, leftOver } = aCase();
		const promise = retryRest(() => Promise.reject(failure), deps);
		promise.catch(() => {});
		await clock.advance(500);
		controller.abort('enough');
		await expect(promise).rejects.toBe('enough');
		expect([told, leftOver()]).toEqual([expected, [0, 0]]);
	});

	it('makes no call if the signal has already fired', async () => {
		const { deps, leftOver } = aCase({ signal: AbortSignal.abort('before') });
		const call = vi.fn(never);
		await expect(retryRest(call, deps)).rejects.toBe('before');
		expect(call).not.toHaveBeenCalled();
		expect(leftOver()).toEqual([0, 0]);
	});

	it('does not mind what an aborted call does later', async () => {
		const { clock, deps, controller } = aCase();
		const call = () => new Promise<never>((_, reject) => clock.setTimer(100, () => reject(new Error('late'))));
		const promise = retryRest(call, deps);
		controller.abort('enough');
		await expect(promise).rejects.toBe('enough');
		await clock.advance(200);
	});
});

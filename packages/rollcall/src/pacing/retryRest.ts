import pRetry, { type RetryContext } from 'p-retry';
import type { IClock } from '../interfaces/IClock.js';
import { TransportError } from '../interfaces/ITransport.js';
import { attempt } from './attempt.js';
import type { Backoff } from './Backoff.js';
import { sleep } from './sleep.js';

/** One REST request, bound to the signal of its attempt. */
export type RestCall<T> = (signal: AbortSignal) => Promise<T>;

export interface RetryRestDeps {
	readonly clock: IClock;
	readonly backoff: Backoff;
	/** Tries after the first. Waiting for a rate limit takes none. */
	readonly maxRetries: number;
	/** Ms for one try. */
	readonly requestTimeoutMs: number;
	readonly signal: AbortSignal;
	/** A rate limit makes us wait until `untilMs` (monotonic). */
	onWait?(untilMs: number): void;
	/** That wait is over, by time or by abort. */
	onWaitEnd?(): void;
	/** A failure was waited out and the next try begins. */
	onRetry?(): void;
}

/**
 * Makes a REST call until it succeeds or cannot, by kind of failure: a rate limit is waited out and is no failure, an
 * unavailable server is tried again with backoff, and every other failure is thrown at once, as it is.
 *
 * Rejects with the signal's reason at once when it fires, even where `call` ignores its own.
 */
export async function retryRest<T>(call: RestCall<T>, deps: RetryRestDeps): Promise<T> {
	// p-retry wraps what is no Error, and never retries a TypeError; what was really thrown is kept here.
	let thrown: unknown;
	const once = () =>
		attempt(call, deps).catch((error: unknown) => {
			thrown = error;
			throw error;
		});
	return pRetry(once, {
		// We count the tries: p-retry would give up on a rate limit too once all retries are used.
		retries: Number.POSITIVE_INFINITY,
		minTimeout: 0,
		factor: 1,
		onFailedAttempt: (context) => waitOut(thrown, context, deps),
		shouldConsumeRetry: () => !isRateLimit(thrown),
	});
}

/** Waits as the failure demands, or throws it where trying again cannot help. */
async function waitOut(failure: unknown, { retriesConsumed }: RetryContext, deps: RetryRestDeps): Promise<void> {
	deps.signal.throwIfAborted();
	if (!(failure instanceof TransportError)) throw failure;
	if (failure.failure === 'rateLimited') return waitForBucket(failure.retryAfterMs, deps);
	if (failure.failure !== 'unavailable' || retriesConsumed >= deps.maxRetries) throw failure;
	await sleep(deps.clock, deps.backoff.delayMs(retriesConsumed + 1), deps.signal);
	deps.onRetry?.();
}

async function waitForBucket(ms: number, deps: RetryRestDeps): Promise<void> {
	deps.onWait?.(deps.clock.now() + ms);
	try {
		await sleep(deps.clock, ms, deps.signal);
	} finally {
		deps.onWaitEnd?.();
	}
}

function isRateLimit(failure: unknown): boolean {
	return failure instanceof TransportError && failure.failure === 'rateLimited';
}

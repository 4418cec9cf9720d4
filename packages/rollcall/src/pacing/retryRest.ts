import pRetry, { type RetryContext } from 'p-retry';
import { TransportError } from '../interfaces/ITransport.js';
import { announcedSleep, type Waiter } from './announcedSleep.js';
import { attempt } from './attempt.js';
import type { Backoff } from './Backoff.js';
import { sleep } from './sleep.js';

/** One REST request, bound to the signal of its attempt. */
export type RestCall<T> = (signal: AbortSignal) => Promise<T>;

/** Told of each wait for a rate limit. */
export interface RetryRestDeps extends Waiter {
	readonly backoff: Backoff;
	/** Tries after the first. Waiting for a rate limit takes none. */
	readonly maxRetries: number;
	/** Ms for which a rate limit is waited out: one that lasts longer is thrown. @defaultValue for ever */
	readonly longestWaitMs?: () => number;
	/** Runs each wait, such as without the place that its operation holds. @defaultValue as it is */
	readonly aside?: (wait: () => Promise<void>, ms: number) => Promise<void>;
	/** Ms for one try. */
	readonly requestTimeoutMs: number;
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
	const { aside = (wait) => wait() } = deps;
	if (isRateLimit(failure)) {
		const { retryAfterMs } = failure;
		if (retryAfterMs > (deps.longestWaitMs?.() ?? Number.POSITIVE_INFINITY)) throw failure;
		return aside(() => announcedSleep(deps, retryAfterMs), retryAfterMs);
	}
	const mayPass = failure instanceof TransportError && failure.failure === 'unavailable';
	if (!mayPass || retriesConsumed >= deps.maxRetries) throw failure;
	const delayMs = deps.backoff.delayMs(retriesConsumed + 1);
	await aside(() => sleep(deps.clock, delayMs, deps.signal), delayMs);
	deps.onRetry?.();
}

/** Whether Discord refuses a request for its rate. */
export function isRateLimit(failure: unknown): failure is TransportError {
	return failure instanceof TransportError && failure.failure === 'rateLimited';
}

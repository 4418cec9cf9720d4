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
	let retries = 0;
	for (;;) {
		try {
			return await attempt(call, deps);
		} catch (failure) {
			deps.signal.throwIfAborted();
			if (isRateLimit(failure)) await waitForLimit(failure, deps);
			else await waitForRetry(failure, ++retries, deps);
		}
	}
}

/** Waits as long as Discord says, or throws the limit if it lasts too long. */
async function waitForLimit(failure: TransportError, deps: RetryRestDeps): Promise<void> {
	const { retryAfterMs } = failure;
	if (retryAfterMs > (deps.longestWaitMs?.() ?? Number.POSITIVE_INFINITY)) throw failure;
	await aside(() => announcedSleep(deps, retryAfterMs), retryAfterMs, deps);
}

/** Waits before the retry of this number, or throws the failure if none is left or another try cannot help. */
async function waitForRetry(failure: unknown, retry: number, deps: RetryRestDeps): Promise<void> {
	const mayPass = failure instanceof TransportError && failure.failure === 'unavailable';
	if (!mayPass || retry > deps.maxRetries) throw failure;
	const delayMs = deps.backoff.delayMs(retry);
	await aside(() => sleep(deps.clock, delayMs, deps.signal), delayMs, deps);
	deps.onRetry?.();
}

function aside(wait: () => Promise<void>, ms: number, deps: RetryRestDeps): Promise<void> {
	return deps.aside ? deps.aside(wait, ms) : wait();
}

/** Whether Discord refuses a request for its rate. */
export function isRateLimit(failure: unknown): failure is TransportError {
	return failure instanceof TransportError && failure.failure === 'rateLimited';
}

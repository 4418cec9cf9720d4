import { TransportError } from '../interfaces/ITransport.js';
import { announcedSleep, type Waiter } from './announcedSleep.js';
import { attempt } from './attempt.js';
import type { Backoff } from './Backoff.js';
import { sleep } from './sleep.js';

/** One REST request, which ends when the signal of its attempt fires. */
export type RestCall<T> = (signal: AbortSignal) => Promise<T>;

/** Options of a retried request. `onWait` is called for each wait for a rate limit. */
export interface RetryRestDeps extends Waiter {
	readonly backoff: Backoff;
	/** Retries after the first try. A wait for a rate limit uses up none. */
	readonly maxRetries: number;
	/** Longest wait for a rate limit, in ms; a longer one is thrown. @defaultValue for ever */
	readonly longestWaitMs?: () => number;
	/** Runs each wait, for example without the place that its operation holds. @defaultValue it just waits */
	readonly aside?: (wait: () => Promise<void>, ms: number) => Promise<void>;
	/** Longest time for one try, in ms. */
	readonly requestTimeoutMs: number;
	/** Called when the wait after a failure is over and the next try begins. */
	onRetry?(): void;
}

/**
 * Repeats a REST call until it succeeds or another try cannot help. It waits for a rate limit, which is not a failure. If the
 * server is unavailable, it retries with backoff. It throws every other failure at once, as it is.
 *
 * When the signal fires, it rejects at once with the signal's reason, even if `call` ignores its own signal.
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

/** Whether Discord refused a request because of a rate limit. */
export function isRateLimit(failure: unknown): failure is TransportError {
	return failure instanceof TransportError && failure.failure === 'rateLimited';
}

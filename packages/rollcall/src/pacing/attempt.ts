import type { IClock } from '../interfaces/IClock.js';
import { TransportError } from '../interfaces/ITransport.js';
import { onAbort } from './onAbort.js';

export interface AttemptLimits {
	readonly clock: IClock;
	readonly requestTimeoutMs: number;
	readonly signal: AbortSignal;
}

/**
 * Makes one request with an AbortController of its own. If a client never removes its listener from a signal, the listener
 * stays on that one, not on the signal of the fetch.
 *
 * Settles at once when the time is up (`TransportError` `unavailable`) or the signal fires, even if `call` goes on.
 */
export async function attempt<T>(call: (signal: AbortSignal) => Promise<T>, limits: AttemptLimits): Promise<T> {
	const { clock, requestTimeoutMs, signal } = limits;
	signal.throwIfAborted();
	const own = new AbortController();
	const unlisten = onAbort(signal, () => own.abort(signal.reason));
	const cancelTimer = clock.setTimer(requestTimeoutMs, () => own.abort(timeOut(requestTimeoutMs)));
	try {
		return await firstOf(call, own.signal);
	} finally {
		cancelTimer();
		unlisten();
	}
}

/** Listens before it calls, so that the reason of an abort wins over the error of the aborted call. */
function firstOf<T>(call: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
	return new Promise((resolve, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), { once: true });
		call(signal).then(resolve, reject);
	});
}

function timeOut(ms: number): TransportError {
	return new TransportError('unavailable', `No answer to a request within ${ms} ms.`);
}

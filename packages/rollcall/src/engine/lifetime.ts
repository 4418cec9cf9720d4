import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import type { CancelTimer, IClock } from '../interfaces/IClock.js';
import { onAbort } from '../pacing/onAbort.js';
import { aborted } from './aborted.js';

/** The limits of the call that a request is made for. */
export interface CallLimits extends Pick<FetchOptions, 'signal' | 'timeout'> {
	/** Monotonic ms at which the call began: the `timeout` counts from there. @defaultValue now */
	readonly startedAt?: number;
}

/** How long one request of a caller may live. */
export interface Lifetime {
	/** Fires with a MemberFetchError (ABORTED, DEADLINE or CLOSED), or with what it was stopped with. */
	readonly signal: AbortSignal;
	/** Ends it early. */
	stop(reason: unknown): void;
	/** Leaves no timer and no listener. */
	end(): void;
}

export function lifetimeOf(limits: CallLimits, clock: IClock, guildId: string, closing: AbortSignal): Lifetime {
	const { signal, timeout, startedAt = clock.now() } = limits;
	const controller = new AbortController();
	const stop = (reason: unknown) => controller.abort(reason);
	const fail = (code: 'DEADLINE' | 'CLOSED', message: string) => stop(new MemberFetchError(code, message, { guildId }));
	const leave = () => stop(aborted('request to', guildId, signal));
	let cancelTimer: CancelTimer = () => {};
	const undo = [onAbort(closing, () => fail('CLOSED', 'The service was closed while the request ran.'))];
	if (signal?.aborted) leave();
	else if (signal) undo.push(onAbort(signal, leave));
	if (timeout !== undefined)
		cancelTimer = clock.setTimer(startedAt + timeout - clock.now(), () =>
			fail('DEADLINE', `Discord did not answer for guild ${guildId} within ${timeout} ms.`),
		);
	const end = () => {
		cancelTimer();
		for (const stopListening of undo) stopListening();
	};
	return { signal: controller.signal, stop, end };
}

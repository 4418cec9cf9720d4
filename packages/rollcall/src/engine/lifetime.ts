import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import type { CancelTimer, IClock } from '../interfaces/IClock.js';
import { onAbort } from '../pacing/onAbort.js';
import { aborted } from './aborted.js';

/** How long a small operation of one caller may live. */
export interface Lifetime {
	/** Fires with a MemberFetchError: ABORTED, DEADLINE, CLOSED, or what it was stopped with. */
	readonly signal: AbortSignal;
	/** Ends it early. */
	stop(error: MemberFetchError): void;
	/** Leaves no timer and no listener. */
	end(): void;
}

/** @param startedAt - monotonic ms from which the `timeout` counts: the operation may be a part of a call */
export function lifetimeOf(
	{ signal, timeout }: Pick<FetchOptions, 'signal' | 'timeout'>,
	clock: IClock,
	guildId: string,
	closing: AbortSignal,
	startedAt = clock.now(),
): Lifetime {
	const controller = new AbortController();
	const stop = (code: 'DEADLINE' | 'CLOSED', message: string) =>
		controller.abort(new MemberFetchError(code, message, { guildId }));
	const leave = () => controller.abort(aborted('request to', guildId, signal));
	let cancelTimer: CancelTimer = () => {};
	const undo = [onAbort(closing, () => stop('CLOSED', 'The service was closed while the request ran.'))];
	if (signal?.aborted) leave();
	else if (signal) undo.push(onAbort(signal, leave));
	if (timeout !== undefined)
		cancelTimer = clock.setTimer(startedAt + timeout - clock.now(), () =>
			stop('DEADLINE', `Guild ${guildId} was not answered for within ${timeout} ms.`),
		);
	const end = () => {
		cancelTimer();
		for (const stopListening of undo) stopListening();
	};
	return { signal: controller.signal, stop: (error) => controller.abort(error), end };
}

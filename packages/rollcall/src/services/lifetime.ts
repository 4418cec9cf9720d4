import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import type { CancelTimer, IClock } from '../interfaces/IClock.js';

/** How long a small operation of one caller may live. */
export interface Lifetime {
	/** Fires with a MemberFetchError: ABORTED, DEADLINE, CLOSED, or what it was stopped with. */
	readonly signal: AbortSignal;
	/** Ends it early. */
	stop(error: MemberFetchError): void;
	/** Leaves no timer and no listener. */
	end(): void;
}

export function lifetimeOf(
	{ signal, timeout }: Pick<FetchOptions, 'signal' | 'timeout'>,
	clock: IClock,
	guildId: string,
	closing: AbortSignal,
): Lifetime {
	const controller = new AbortController();
	const stop = (code: 'ABORTED' | 'DEADLINE' | 'CLOSED', message: string) =>
		controller.abort(new MemberFetchError(code, message, { guildId }));
	const onAbort = () => stop('ABORTED', `The request to guild ${guildId} was aborted by its caller.`);
	const onClose = () => stop('CLOSED', 'The service was closed while the request ran.');
	let cancelTimer: CancelTimer = () => {};
	closing.addEventListener('abort', onClose);
	if (signal?.aborted) onAbort();
	else signal?.addEventListener('abort', onAbort);
	if (timeout !== undefined)
		cancelTimer = clock.setTimer(timeout, () =>
			stop('DEADLINE', `Guild ${guildId} was not answered for within ${timeout} ms.`),
		);
	const end = () => {
		cancelTimer();
		signal?.removeEventListener('abort', onAbort);
		closing.removeEventListener('abort', onClose);
	};
	return { signal: controller.signal, stop: (error) => controller.abort(error), end };
}

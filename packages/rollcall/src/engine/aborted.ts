import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { AnySignal } from '../pacing/onAbort.js';

/** The error of a caller that has aborted, with the reason of their signal as its cause. */
export function aborted(work: 'fetch of' | 'request to', guildId: string, signal?: AnySignal): MemberFetchError {
	const message = `The ${work} guild ${guildId} was aborted by its caller.`;
	return new MemberFetchError('ABORTED', message, { guildId, cause: signal?.reason });
}

/** The same for a warm-up, of whatever guild. */
export function abortedWarmUp(signal?: AnySignal): MemberFetchError {
	return new MemberFetchError('ABORTED', 'The warm-up was aborted by its caller.', { cause: signal?.reason });
}

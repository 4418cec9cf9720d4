import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';

/** Throws where an option cannot be meant; says which, what came, and what is allowed. */
export function checkOptions({ timeout, signal, progressCallback, require }: FetchOptions): void {
	if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0 && timeout < 2 ** 31)) {
		throw wrong('timeout', timeout, 'ms above 0 and below 2^31');
	}
	if (signal !== undefined && typeof signal?.addEventListener !== 'function')
		throw wrong('signal', signal, 'an AbortSignal');
	if (progressCallback !== undefined && typeof progressCallback !== 'function') {
		throw wrong('progressCallback', progressCallback, 'a function');
	}
	if (require !== undefined && require !== 'complete') throw wrong('require', require, "'complete' or nothing");
}

/** Throws unless it is a whole number from 1 on. */
export function checkConcurrency(concurrency: number): void {
	if (!Number.isInteger(concurrency) || concurrency < 1) throw wrong('concurrency', concurrency, 'a whole number >= 1');
}

function wrong(name: string, value: unknown, allowed: string): MemberFetchError {
	return new MemberFetchError('INVALID_ARGUMENT', `options.${name}: expected ${allowed}, got ${String(value)}.`);
}

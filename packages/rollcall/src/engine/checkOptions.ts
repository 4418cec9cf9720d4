import { invalid } from '../errors/invalid.js';
import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';

const NAMES: readonly (keyof FetchOptions)[] = ['forceRefresh', 'timeout', 'signal', 'progressCallback', 'require'];

/** Throws where an option cannot be meant; says which, what came, and what is allowed. */
export function checkOptions(options: FetchOptions): void {
	checkIsObject(options);
	// A `require` that is misspelt would be a guarantee that nobody gives.
	const unknown = Object.keys(options).find((name) => !NAMES.includes(name as keyof FetchOptions));
	if (unknown !== undefined) throw invalid('options', unknown, `only ${NAMES.join(', ')}`);
	const { timeout, signal, progressCallback, require } = options;
	if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0 && timeout < 2 ** 31)) {
		throw wrong('timeout', timeout, 'ms above 0 and below 2^31');
	}
	if (signal !== undefined && !isSignal(signal)) throw wrong('signal', signal, 'an AbortSignal');
	if (progressCallback !== undefined && typeof progressCallback !== 'function') {
		throw wrong('progressCallback', progressCallback, 'a function');
	}
	if (require !== undefined && require !== 'complete') throw wrong('require', require, "'complete' or nothing");
}

/** Throws unless options can be read of it. */
export function checkIsObject(options: unknown): void {
	if (typeof options !== 'object' || options === null) throw invalid('options', options, 'an object');
}

/** By what is asked of it, since those of another realm and of packages that imitate one will do. */
function isSignal(signal: FetchOptions['signal'] | null): boolean {
	const asked = [signal?.addEventListener, signal?.removeEventListener];
	return typeof signal?.aborted === 'boolean' && asked.every((method) => typeof method === 'function');
}

/** Throws unless it is a whole number from 1 on. */
export function checkConcurrency(concurrency: number): void {
	if (!Number.isInteger(concurrency) || concurrency < 1) throw wrong('concurrency', concurrency, 'a whole number >= 1');
}

function wrong(name: string, value: unknown, allowed: string): MemberFetchError {
	return invalid(`options.${name}`, value, allowed);
}

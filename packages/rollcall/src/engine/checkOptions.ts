import { invalid } from '../errors/invalid.js';
import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';

const NAMES: readonly (keyof FetchOptions)[] = [
	'forceRefresh',
	'timeout',
	'signal',
	'progressCallback',
	'presences',
	'require',
];

/** Throws if an option is wrong; the error says which, the value that came, and the values that are allowed. */
export function checkOptions(options: FetchOptions): void {
	checkIsObject(options);
	checkShared(options, NAMES);
	const { timeout, presences, require } = options;
	if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0 && timeout < 2 ** 31)) {
		throw wrongOption('timeout', timeout, 'ms above 0 and below 2^31');
	}
	if (presences !== undefined && typeof presences !== 'boolean')
		throw wrongOption('presences', presences, 'true or false');
	if (require !== undefined && require !== 'complete') throw wrongOption('require', require, "'complete' or nothing");
}

/** Throws if an option has an unknown name, or if one of those that several calls have is wrong. */
export function checkShared(
	options: { readonly signal?: AbortSignal; readonly progressCallback?: unknown },
	names: readonly string[],
): void {
	// A misspelt `require` would be a guarantee that the service does not give.
	const unknown = Object.keys(options).find((name) => !names.includes(name));
	if (unknown !== undefined) throw invalid('options', unknown, `only ${names.join(', ')}`);
	const { signal, progressCallback } = options;
	if (signal !== undefined && !isSignal(signal)) throw wrongOption('signal', signal, 'an AbortSignal');
	if (progressCallback !== undefined && typeof progressCallback !== 'function') {
		throw wrongOption('progressCallback', progressCallback, 'a function');
	}
}

/** Throws unless it can hold options. */
export function checkIsObject(options: unknown): void {
	if (typeof options !== 'object' || options === null) throw invalid('options', options, 'an object');
}

/** Looks at the methods that are needed, since signals of another realm, and of packages that imitate one, work too. */
function isSignal(signal: FetchOptions['signal'] | null): boolean {
	const asked = [signal?.addEventListener, signal?.removeEventListener];
	return typeof signal?.aborted === 'boolean' && asked.every((method) => typeof method === 'function');
}

/** Throws unless it is a whole number of at least 1. */
export function checkConcurrency(concurrency: number): void {
	if (!Number.isInteger(concurrency) || concurrency < 1)
		throw wrongOption('concurrency', concurrency, 'a whole number >= 1');
}

/** The error of an option. */
export function wrongOption(name: string, value: unknown, allowed: string): MemberFetchError {
	return invalid(`options.${name}`, value, allowed);
}

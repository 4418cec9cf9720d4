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
	// A misspelt `require` would be a guarantee that the service does not give.
	const unknown = Object.keys(options).find((name) => !NAMES.includes(name as keyof FetchOptions));
	if (unknown !== undefined) throw invalid('options', unknown, `only ${NAMES.join(', ')}`);
	const { timeout, signal, progressCallback, presences, require } = options;
	if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0 && timeout < 2 ** 31)) {
		throw wrong('timeout', timeout, 'ms above 0 and below 2^31');
	}
	if (signal !== undefined && !isSignal(signal)) throw wrong('signal', signal, 'an AbortSignal');
	if (progressCallback !== undefined && typeof progressCallback !== 'function') {
		throw wrong('progressCallback', progressCallback, 'a function');
	}
	if (presences !== undefined && typeof presences !== 'boolean') throw wrong('presences', presences, 'true or false');
	if (require !== undefined && require !== 'complete') throw wrong('require', require, "'complete' or nothing");
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
	if (!Number.isInteger(concurrency) || concurrency < 1) throw wrong('concurrency', concurrency, 'a whole number >= 1');
}

function wrong(name: string, value: unknown, allowed: string): MemberFetchError {
	return invalid(`options.${name}`, value, allowed);
}

import { MemberFetchError } from './MemberFetchError.js';

/** The error of an argument that cannot be right: its name, the values that are allowed, and the one that came. */
export function invalid(name: string, value: unknown, allowed: string): MemberFetchError {
	return new MemberFetchError('INVALID_ARGUMENT', `${name}: expected ${allowed}, got ${String(value)}.`);
}

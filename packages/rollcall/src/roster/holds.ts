import { MemberFetchError } from '../errors/MemberFetchError.js';

/**
 * Whether the predicate holds for the member. Throws if it returns a promise: a promise is truthy, and so would hold for
 * everybody.
 */
export function holds<Member>(predicate: (member: Member) => boolean, member: Member): boolean {
	const verdict: unknown = predicate(member);
	if (!isThenable(verdict)) return Boolean(verdict);
	verdict.then(undefined, () => {}); // nobody needs what it rejects with
	throw new MemberFetchError(
		'INVALID_ARGUMENT',
		'predicate: expected a function that answers true or false at once, got one that answers with a promise, as async ' +
			'functions do. Await what it needs before the call, or take all members and await for each of them.',
	);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
	if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return false;
	return typeof (value as { then?: unknown }).then === 'function';
}

import { because, type Reason } from '../errors/because.js';

/** Why nothing can be vouched for at the moment. */
export type SessionDoubt = { readonly kind: 'away' | 'quiet'; readonly reason: Reason };

export function closedForGood(shardId: number, code: number): Reason {
	return because('shardClosed', { shardId, code });
}

/** Nothing comes over the session. */
export function away(reason: Reason): SessionDoubt {
	return { kind: 'away', reason };
}

/** The session is there, but may not have told everything. Its next answer ends the doubt. */
export function quiet(reason: Reason): SessionDoubt {
	return { kind: 'quiet', reason };
}

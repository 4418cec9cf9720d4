import { because, type Reason } from '../errors/because.js';

/** Why nothing can be vouched for at this moment. */
export type Doubt = { readonly kind: 'away' | 'quiet'; readonly reason: Reason };

export function closedForGood(shardId: number, code: number): Reason {
	return because('shardClosed', { shardId, code });
}

export function away(reason: Reason): Doubt {
	return { kind: 'away', reason };
}

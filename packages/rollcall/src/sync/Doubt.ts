/** Why nothing can be vouched for at this moment. */
export type Doubt = { readonly kind: 'away' | 'quiet'; readonly reason: string };

export function closedForGood(shardId: number, code: number): string {
	return `the gateway closed shard ${shardId} for good (code ${code})`;
}

export function away(reason: string): Doubt {
	return { kind: 'away', reason };
}

import { because } from '../errors/because.js';
import type { FetchMetadata } from '../interfaces/FetchMetadata.js';
import type { IClock } from '../interfaces/IClock.js';
import { EMPTY_VIEW } from '../roster/MemberTable.js';
import { REPLICA_LAG_MS } from '../sync/replicaLag.js';
import { makeAnswer } from './Answer.js';
import type { RawBatch } from './MemberStream.js';
import type { GuildRef } from './RosterService.js';

/** What a stream can say of itself before its end. */
export function partialSoFar(
	{ receivedCount }: RawBatch,
	ref: GuildRef,
	startedAt: number,
	clock: IClock,
): FetchMetadata {
	const { memberCount } = ref;
	const { metadata } = makeAnswer(clock, {
		status: 'partial',
		view: EMPTY_VIEW,
		expectedCount: memberCount,
		asOf: startedAt - REPLICA_LAG_MS,
		startedAt,
		source: 'partial_fetch',
		via: [],
		requests: { gateway: 0, rest: 0 },
		retryCount: 0,
		fallbackUsed: false,
		cacheHit: false,
		reason: because('streamOpen'),
	});
	const expectedCount = Math.max(memberCount ?? 0, receivedCount);
	const coverage = expectedCount === 0 || memberCount === undefined ? 0 : receivedCount / expectedCount;
	return { ...metadata, totalCount: receivedCount, expectedCount, coverage };
}

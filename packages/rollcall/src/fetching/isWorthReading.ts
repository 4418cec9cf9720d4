import { DRIFT } from './count.js';
import type { FetchContext } from './FetchContext.js';
import type { GatewayAttempt } from './GatewayAttempt.js';
import { areFull, CHUNK_SIZE, type Hole } from './holes.js';
import { chunkingMs } from './plan.js';

/** Whether reading these holes of an answer can repair it, and is the quickest way to. */
export function isWorthReading(
	{ guild, clock }: FetchContext,
	attempt: GatewayAttempt,
	holes: readonly Hole[],
	memberCount: number,
): boolean {
	if (!areFull(attempt.chunks, memberCount) && !mayBeFull(attempt, memberCount)) return false;
	const pageCount = holes.reduce((sum, hole) => sum + hole.chunkCount + 1, 0);
	return guild.pages.estimateMs(pageCount, clock.now()) <= guild.gate.waitMs + chunkingMs(memberCount);
}

/** If some chunks are not full, only lost ones that are can be repaired. The count of members tells whether they may be. */
function mayBeFull({ chunks, draft }: GatewayAttempt, memberCount: number): boolean {
	const lacking = memberCount - draft.size + draft.movedCount;
	return lacking >= chunks.missingCount * CHUNK_SIZE - memberCount * DRIFT;
}

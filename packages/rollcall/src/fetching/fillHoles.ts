import type { ChunkCollector } from './ChunkCollector.js';
import { compareIds } from './compareIds.js';
import type { Draft } from './Draft.js';
import type { FetchContext } from './FetchContext.js';
import { CHUNK_SIZE, findHoles, type Hole } from './holes.js';
import { idsOf } from './idsOf.js';
import { PageWalk } from './PageWalk.js';
import { chunkingMs } from './plan.js';
import type { RestCall } from './RestCalls.js';

/** The holes that the missing chunks leave, if they are known and reading them is the quickest repair. */
export function holesWorthFilling(
	context: FetchContext,
	chunks: ChunkCollector,
	memberCount: number | undefined,
): Hole[] | undefined {
	const { guild, clock } = context;
	const holes = memberCount === undefined ? undefined : findHoles(chunks, memberCount);
	if (!holes || memberCount === undefined) return undefined;
	const pageCount = holes.reduce((sum, hole) => sum + hole.chunkCount + 1, 0);
	const estimateMs = guild.pages.estimateMs(pageCount, clock.now());
	return estimateMs <= guild.gate.waitMs + chunkingMs(memberCount) ? holes : undefined;
}

/**
 * Reads over REST just what the missing chunks held. `false` if REST contradicts itself, or if the number of members in a
 * hole does not fit its chunks, give or take the joins and leaves there since. Then the chunks were not ordered after all.
 */
export async function fillHoles(
	context: FetchContext,
	draft: Draft,
	holes: readonly Hole[],
	memberCount: number | undefined,
	how: RestCall = {},
): Promise<boolean> {
	for (const hole of holes) {
		const filled = await fillHole(context, draft, hole, memberCount, how);
		if (filled === undefined) return false;
		const moves = draft.movedWithin((id) => isAfter(id, hole.after) && isBefore(id, hole.before));
		const excess = filled - hole.chunkCount * CHUNK_SIZE;
		if (excess > moves || (!hole.open && -excess > moves)) return false;
	}
	return true;
}

/** How many members the hole has; `undefined` if its end cannot be believed. */
async function fillHole(
	context: FetchContext,
	draft: Draft,
	hole: Hole,
	memberCount: number | undefined,
	how: RestCall,
): Promise<number | undefined> {
	const walk = new PageWalk(context, draft, { memberCount: hole.open ? memberCount : undefined }, hole.after);
	let filled = 0;
	while (walk.end === undefined) {
		const askedAt = context.clock.now();
		const members = await walk.next(how);
		const inside = members.filter(({ user }) => isBefore(user.id, hole.before));
		draft.ingest(inside, askedAt);
		context.via.add('rest');
		context.noteArrival(idsOf(inside));
		filled += inside.length;
		if (inside.length < members.length) return filled;
	}
	return walk.end === 'contradicted' ? undefined : filled;
}

function isAfter(id: string, after: string): boolean {
	return compareIds(id, after) > 0;
}

function isBefore(id: string, before: string | undefined): boolean {
	return before === undefined || compareIds(id, before) < 0;
}

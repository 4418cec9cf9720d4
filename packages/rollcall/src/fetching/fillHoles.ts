import type { Draft } from '../roster/Draft.js';
import type { ChunkCollector } from './ChunkCollector.js';
import { compareIds } from './compareIds.js';
import type { FetchContext, RestCall } from './FetchContext.js';
import { CHUNK_SIZE, findHoles, type Hole } from './holes.js';
import { chunkingMs } from './plan.js';
import { assertRising, emptyPagesBelieved, PAGE_SIZE, readPage } from './RestPass.js';

/** The holes that the missing chunks leave, where they are known and reading them is the quickest repair. */
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
 * Reads just what the missing chunks held over REST. `false` where a hole does not hold as many members as its chunks
 * must have held, give or take the changes since: then the chunks were not ordered after all.
 */
export async function fillHoles(
	context: FetchContext,
	draft: Draft,
	holes: readonly Hole[],
	memberCount: number | undefined,
	onRows: (ids: readonly string[]) => void,
	how: RestCall = {},
): Promise<boolean> {
	for (const hole of holes) {
		const filled = await fillHole(context, draft, hole, memberCount, onRows, how);
		const changes = draft.changedCount;
		const excess = filled - hole.chunkCount * CHUNK_SIZE;
		if (excess > changes || (!hole.open && -excess > changes)) return false;
	}
	return true;
}

async function fillHole(
	context: FetchContext,
	draft: Draft,
	hole: Hole,
	memberCount: number | undefined,
	onRows: (ids: readonly string[]) => void,
	how: RestCall,
): Promise<number> {
	let after = hole.after;
	let filled = 0;
	let emptyPages = 0;
	for (;;) {
		const askedAt = context.clock.now();
		const { members } = await readPage(context, after, PAGE_SIZE, how);
		// An empty page before everybody is there is asked for again, as in a pass.
		if (members.length === 0 && ++emptyPages < emptyPagesBelieved(draft, memberCount)) continue;
		const inside = members.filter(({ user }) => isBefore(user.id, hole.before));
		assertRising(members, after);
		draft.ingest(inside, askedAt);
		context.via.add('rest');
		onRows(inside.map(({ user }) => user.id));
		filled += inside.length;
		const last = members.at(-1)?.user.id;
		if (last === undefined || inside.length < members.length) return filled;
		after = last;
	}
}

function isBefore(id: string, before: string | undefined): boolean {
	return before === undefined || compareIds(id, before) < 0;
}

import type { ChunkCollector, ChunkFacts } from './ChunkCollector.js';
import { compareIds } from './compareIds.js';

/** Members in a full chunk (gateway-events: "up to 1000 members per chunk"). */
export const CHUNK_SIZE = 1_000;

/** A run of missing chunks, as a range of ids. */
export interface Hole {
	/** Ids above this one; `'0'`: from the start. */
	readonly after: string;
	/** Ids below this one; `undefined`: to the end. */
	readonly before?: string;
	readonly chunkCount: number;
	/** It includes the last chunk, whose size is not known. */
	readonly open: boolean;
}

/**
 * The holes that the missing chunks leave, if the others prove to be ordered by id. Otherwise `undefined`, and every page has
 * to be read. The proof needs at least two chunks, ordered within and across, each full except the last, and as many as the
 * guild's members need. Discord promises no order, so this is checked each time.
 */
export function findHoles(chunks: ChunkCollector, memberCount: number): Hole[] | undefined {
	const count = chunks.count ?? 0;
	if (chunks.inconsistent || chunks.received < 2 || !fitsCount(count, memberCount)) return undefined;
	const holes: Hole[] = [];
	let previous: ChunkFacts | undefined;
	let missing = 0;
	for (let index = 0; index <= count; index++) {
		const facts = index < count ? chunks.facts(index) : undefined;
		if (index < count && !facts) {
			missing++;
			continue;
		}
		if (facts && !(isOrdered(facts, previous) && isFull(facts, index, count))) return undefined;
		if (missing > 0) holes.push(holeBetween(previous, facts, missing));
		missing = 0;
		previous = facts;
	}
	return holes;
}

function fitsCount(count: number, memberCount: number): boolean {
	return (count - 1) * CHUNK_SIZE < memberCount && memberCount <= count * CHUNK_SIZE;
}

function isOrdered(facts: ChunkFacts, previous: ChunkFacts | undefined): boolean {
	return facts.sorted && (previous === undefined || compareIds(previous.lastId, facts.firstId) < 0);
}

function isFull(facts: ChunkFacts, index: number, count: number): boolean {
	return index === count - 1 ? facts.size > 0 && facts.size <= CHUNK_SIZE : facts.size === CHUNK_SIZE;
}

function holeBetween(previous: ChunkFacts | undefined, next: ChunkFacts | undefined, chunkCount: number): Hole {
	return {
		after: previous?.lastId ?? '0',
		...(next && { before: next.firstId }),
		chunkCount,
		open: next === undefined,
	};
}

import { compareIds } from '../payloads/compareIds.js';
import type { ChunkCollector, ChunkFacts } from './ChunkCollector.js';

/** Members in a full chunk (gateway-events: "up to 1000 members per chunk"). */
export const CHUNK_SIZE = 1_000;

/** A run of missing chunks, as a range of ids. */
export interface Hole {
	/** Ids above this one; `'0'`: from the start. */
	readonly after: string;
	/** Ids below this one; `undefined`: to the end. */
	readonly before?: string;
	/** The index behind it. */
	readonly end: number;
	readonly chunkCount: number;
	/** It includes the last chunk, whose size is not known. */
	readonly open: boolean;
}

/**
 * The holes that the missing chunks leave, if the others prove to be ordered by id. Otherwise `undefined`. The proof needs at
 * least two chunks, ordered within and across. Discord promises no order, so this is checked each time.
 */
export function locateHoles(chunks: ChunkCollector): Hole[] | undefined {
	const count = chunks.count ?? 0;
	if (chunks.inconsistent || chunks.received < 2) return undefined;
	const holes: Hole[] = [];
	let previous: ChunkFacts | undefined;
	let next = 0;
	for (const [index, facts] of chunks.inOrder()) {
		if (!isOrdered(facts, previous)) return undefined;
		if (index > next) holes.push(holeBetween(previous, facts, index, index - next));
		next = index + 1;
		previous = facts;
	}
	if (count > next) holes.push(holeBetween(previous, undefined, count, count - next));
	return holes;
}

/** Whether each chunk is full except the last, and there are as many as the guild's members need. */
export function areFull(chunks: ChunkCollector, memberCount: number | undefined): boolean {
	const count = chunks.count ?? 0;
	if (memberCount === undefined || !fitsCount(count, memberCount)) return false;
	return chunks.inOrder().every(([index, { size }]) => index === count - 1 || size === CHUNK_SIZE);
}

function fitsCount(count: number, memberCount: number): boolean {
	return (count - 1) * CHUNK_SIZE < memberCount && memberCount <= count * CHUNK_SIZE;
}

function isOrdered({ sorted, size, firstId }: ChunkFacts, previous: ChunkFacts | undefined): boolean {
	if (!sorted || size === 0 || size > CHUNK_SIZE) return false;
	return previous === undefined || compareIds(previous.lastId, firstId) < 0;
}

function holeBetween(
	previous: ChunkFacts | undefined,
	next: ChunkFacts | undefined,
	end: number,
	chunkCount: number,
): Hole {
	return {
		after: previous?.lastId ?? '0',
		...(next && { before: next.firstId }),
		end,
		chunkCount,
		open: next === undefined,
	};
}

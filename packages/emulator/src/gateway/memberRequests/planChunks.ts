import type { BoundFault } from '../../faults/index.js';
import type { SeededRandom } from '../../random/index.js';

/** A chunk of a range of ids. The ids are fixed when the request comes. */
export interface PlannedChunk {
	readonly index: number;
	readonly from: number;
	readonly length: number;
}

/** The chunks of an answer, in the order in which they are sent. */
export interface ChunkPlan {
	readonly count: number;
	readonly row: readonly PlannedChunk[];
}

/** The keys of a fault that change the plan. */
export type PlanFault = Pick<BoundFault, 'cut' | 'order' | 'lose' | 'repeat'>;

/** Cuts members into chunks, and spoils the chunks as the fault says. */
export function planChunks(size: number, chunkSize: number, random: SeededRandom, fault: PlanFault = {}): ChunkPlan {
	const chunks = cutChunks(size, chunkSize, random, fault.cut);
	const lost = lostIndices(chunks.length, random, fault.lose);
	const repeated = new Set(fault.repeat);
	const row = inOrder(chunks, random, fault.order)
		.filter(({ index }) => !lost.has(index))
		.flatMap((chunk) => (repeated.has(chunk.index) ? [chunk, chunk] : [chunk]));
	return { count: chunks.length, row };
}

function cutChunks(size: number, chunkSize: number, random: SeededRandom, cut: PlanFault['cut']): PlannedChunk[] {
	const chunks: PlannedChunk[] = [];
	let from = 0;
	// An answer without members is still one chunk. Otherwise it would look like silence.
	do {
		const listed = cut === 'random' ? 1 + random.below(chunkSize) : cut?.[chunks.length];
		const length = Math.min(listed ?? chunkSize, size - from);
		chunks.push({ index: chunks.length, from, length });
		from += length;
	} while (from < size);
	return chunks;
}

function inOrder(chunks: PlannedChunk[], random: SeededRandom, order: PlanFault['order']): PlannedChunk[] {
	if (order === undefined) return chunks;
	if (order === 'reverse') return chunks.toReversed();
	if (order === 'shuffle') return shuffle(chunks, random);
	const first = order.flatMap((index) => chunks[index] ?? []);
	return [...first, ...chunks.filter((chunk) => !first.includes(chunk))];
}

function lostIndices(count: number, random: SeededRandom, lose: PlanFault['lose']): Set<number> {
	if (lose === undefined) return new Set();
	if (lose === 'first') return new Set([0]);
	if (lose === 'last') return new Set([count - 1]);
	if (!('probability' in lose)) return new Set(lose);
	const indices = Array.from({ length: count }, (_, index) => index);
	return new Set(indices.filter(() => random.next() < lose.probability));
}

function shuffle<Item>(items: readonly Item[], random: SeededRandom): Item[] {
	return items
		.map((item) => ({ item, rank: random.next() }))
		.sort((left, right) => left.rank - right.rank)
		.map(({ item }) => item);
}

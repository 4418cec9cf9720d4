import type { MemberList } from '../roster/MemberList.js';
import type { MembersChunk } from '../sync/GuildState.js';

/** The memory of one chunk. */
export interface ChunkFacts {
	readonly size: number;
	readonly firstId: string;
	readonly lastId: string;
	/** Ids rise within the chunk. */
	readonly sorted: boolean;
}

/**
 * Counts the chunks of one nonce by index. They are complete if `chunk_count` is the same in all of them, and every index
 * from 0 to count − 1 has come. The last index, a short chunk or a count of members prove nothing.
 */
export class ChunkCollector {
	readonly #chunks = new Map<number, ChunkFacts>();
	#count: number | undefined;
	#inconsistent = false;
	#highest = -1;
	#rises = true;

	/** Takes a chunk; `false` if its index and count do not fit those before it. */
	add(chunk: MembersChunk): boolean {
		const { chunk_index: index, chunk_count: count } = chunk;
		if (isIndex(count)) this.#count ??= count;
		const fits = count === this.#count && isIndex(index) && index < count;
		if (!fits) this.#inconsistent = true;
		else if (!this.#chunks.has(index)) this.#put(index, factsOf(chunk.members));
		return fits;
	}

	#put(index: number, facts: ChunkFacts): void {
		this.#chunks.set(index, facts);
		if (index < this.#highest) this.#rises = false;
		this.#highest = Math.max(this.#highest, index);
	}

	/** The highest index that has come; -1 before the first. */
	get highest(): number {
		return this.#highest;
	}

	/** No chunk came behind one of a higher index, so those that were overtaken are probably lost. */
	get rises(): boolean {
		return this.#rises;
	}

	/** Chunks below the highest index are missing. */
	get hasGap(): boolean {
		return this.received <= this.#highest;
	}

	get received(): number {
		return this.#chunks.size;
	}

	/** How many chunks were announced; `undefined` before the first. */
	get count(): number | undefined {
		return this.#count;
	}

	get complete(): boolean {
		return !this.#inconsistent && this.#count !== undefined && this.#count > 0 && this.#chunks.size === this.#count;
	}

	/** The chunks contradicted each other, so that nothing can be concluded from their indexes. */
	get inconsistent(): boolean {
		return this.#inconsistent;
	}

	facts(index: number): ChunkFacts | undefined {
		return this.#chunks.get(index);
	}

	/** How many of the announced chunks have not come. */
	get missingCount(): number {
		return (this.#count ?? 0) - this.#chunks.size;
	}

	/** The chunks that have come, in the order of their indexes. However many are announced, these are few. */
	inOrder(): [index: number, facts: ChunkFacts][] {
		return [...this.#chunks].sort(([a], [b]) => a - b);
	}
}

const isIndex = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;

function factsOf(members: MemberList): ChunkFacts {
	const { length: size, isRising: sorted } = members;
	if (size === 0) return { size, firstId: '', lastId: '', sorted };
	return { size, firstId: members.idAt(0), lastId: members.idAt(size - 1), sorted };
}

import type { RowData } from './MemberRows.js';

/** The words of a row: both halves of its id, both states, the number of its role set, and where its bytes end. */
export const WORDS = 6;
/** A moment of joining is a float; these come first, so that all columns are aligned. */
export const FLOAT_BYTES = 8;
export const WORD_BYTES = 4;

/** Rows on their way to columns elsewhere, as one run of bytes: a column after the other, then what their arena says of them. */
export class BlockWriter {
	readonly bytes: Uint8Array<ArrayBuffer>;
	readonly #joinedAt: Float64Array;
	readonly #words: Uint32Array;
	readonly #text: number;
	#row = 0;
	#length = 0;

	/** @param size - bytes of all rows in their arena */
	constructor(
		private readonly count: number,
		size: number,
	) {
		this.#text = count * (FLOAT_BYTES + WORDS * WORD_BYTES);
		this.bytes = new Uint8Array(this.#text + size);
		this.#joinedAt = new Float64Array(this.bytes.buffer, 0, count);
		this.#words = new Uint32Array(this.bytes.buffer, count * FLOAT_BYTES, count * WORDS);
	}

	/** Adds a row, under the number that the block gives its role set. */
	add(idLow: number, idHigh: number, set: number, data: RowData): void {
		const { memberStates, userStates, joinedAt, bytes, start, end } = data;
		bytes.copy(this.bytes, this.#text + this.#length, start, end);
		this.#length += end - start;
		const words = [idLow, idHigh, memberStates, userStates, set, this.#length];
		for (let column = 0; column < WORDS; column++) {
			this.#words[column * this.count + this.#row] = words[column] as number;
		}
		this.#joinedAt[this.#row++] = joinedAt;
	}
}

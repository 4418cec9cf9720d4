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
	#row = -1;
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

	begin(idLow: number, idHigh: number): void {
		this.#row++;
		this.#put(0, idLow);
		this.#put(1, idHigh);
	}

	say(memberStates: number, userStates: number, joinedAt: number): void {
		this.#put(2, memberStates);
		this.#put(3, userStates);
		this.#joinedAt[this.#row] = joinedAt;
	}

	copy(bytes: Buffer, start: number, end: number): void {
		bytes.copy(this.bytes, this.#text + this.#length, start, end);
		this.#length += end - start;
		this.#put(5, this.#length);
	}

	hold(set: number): void {
		this.#put(4, set);
	}

	#put(column: number, word: number): void {
		this.#words[column * this.count + this.#row] = word;
	}
}

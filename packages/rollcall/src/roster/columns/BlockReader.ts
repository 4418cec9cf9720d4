import { FLOAT_BYTES, WORD_BYTES, WORDS } from './BlockWriter.js';
import type { RowData } from './MemberRows.js';

/** Reads what a {@link BlockWriter} wrote. */
export class BlockReader {
	readonly #bytes: Buffer;
	readonly #joinedAt: Float64Array;
	readonly idLow: Uint32Array;
	readonly idHigh: Uint32Array;
	readonly #memberStates: Uint32Array;
	readonly #userStates: Uint32Array;
	readonly #roleSet: Uint32Array;
	readonly #ends: Uint32Array;

	/** @throws RangeError if the bytes cannot be so many rows */
	constructor(
		given: Uint8Array,
		readonly count: number,
	) {
		// Columns are read where they lie, which has to be at a multiple of their size.
		const { buffer, byteOffset, length } = given.byteOffset % FLOAT_BYTES === 0 ? given : new Uint8Array(given);
		const text = count * (FLOAT_BYTES + WORDS * WORD_BYTES);
		if (text > length) throw new RangeError(`${length} bytes are too few for ${count} rows.`);
		const column = (index: number) =>
			new Uint32Array(buffer, byteOffset + count * (FLOAT_BYTES + index * WORD_BYTES), count);
		this.#joinedAt = new Float64Array(buffer, byteOffset, count);
		this.idLow = column(0);
		this.idHigh = column(1);
		this.#memberStates = column(2);
		this.#userStates = column(3);
		this.#roleSet = column(4);
		this.#ends = column(5);
		this.#bytes = Buffer.from(buffer, byteOffset + text, length - text);
		const isRising = this.#ends.every((end, row) => end >= this.#startOf(row));
		if (!isRising || this.#endOf(count - 1) !== this.#bytes.length)
			throw new RangeError('The rows do not fit their bytes.');
	}

	/** Says in `data` what a row says, under the number that the block gives its role set. */
	dataOf(row: number, data: RowData): void {
		data.memberStates = this.#memberStates[row] as number;
		data.userStates = this.#userStates[row] as number;
		data.roleSet = this.#roleSet[row] as number;
		data.joinedAt = this.#joinedAt[row] as number;
		data.bytes = this.#bytes;
		data.start = this.#startOf(row);
		data.end = this.#endOf(row);
	}

	#startOf(row: number): number {
		return row === 0 ? 0 : (this.#ends[row - 1] as number);
	}

	#endOf(row: number): number {
		return row < 0 ? 0 : (this.#ends[row] as number);
	}
}

import { resizedTogether } from './resized.js';

/** A column of numbers, one a row. */
export type Column = Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** Takes columns over into others of another capacity, some rows at a time. Rows never change once they are written. */
export class Move {
	readonly to: readonly Column[];
	#count = 0;

	/** Columns of no length stay so: they are not kept. */
	constructor(
		private readonly from: readonly Column[],
		readonly capacity: number,
	) {
		const none = from.map((column) => column.subarray(0, 0) as Column);
		const lengths = from.map(({ length }) => (length === 0 ? 0 : capacity));
		this.to = resizedTogether(none, lengths);
	}

	get bytes(): number {
		return this.to.reduce((sum, { byteLength }) => sum + byteLength, 0);
	}

	/** Takes over up to `rows` more of the first `rowCount` rows; `true` when it has them all. */
	step(rows: number, rowCount: number): boolean {
		const end = Math.min(this.#count + rows, rowCount);
		for (const [index, column] of this.from.entries()) {
			if (column.length > 0) this.to[index]?.set(column.subarray(this.#count, end), this.#count);
		}
		this.#count = end;
		return end === rowCount;
	}
}

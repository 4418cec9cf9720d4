import { idHash, idMark } from './idHash.js';

/** The ids of the rows, each as two words. */
export interface IdColumns {
	readonly idLow: Uint32Array;
	readonly idHigh: Uint32Array;
	readonly rowCount: number;
}

const LEAST_CAPACITY = 32;
/** Rows a slot. If it is fuller, a search for an id that is not there passes many others. */
const MAX_LOAD = 0.8;
const LEAST_ROW_MASK = 0xff;
const TWO_32 = 2 ** 32;

/**
 * Open addressing from an id to the newest of its rows. A slot takes four bytes, because the ids themselves are in the
 * columns. The bits of a slot that no row needs are a mark of the id. So a search hardly ever reads another id in the
 * columns, which would mean waiting. Rows are entered some thousands at a time, which is quicker than one by one, or when a search needs
 * them. An id that was entered stays; its newest row may say that the member is gone.
 */
export class IdIndex {
	/** Row + 1 in the low bits, the mark in the others; 0 is empty. */
	#slots = new Uint32Array(LEAST_CAPACITY);
	#rowMask = LEAST_ROW_MASK;
	/** Slots in use. */
	#size = 0;
	/** Rows entered. */
	#entered = 0;

	constructor(private readonly columns: IdColumns) {}

	get bytes(): number {
		return this.#slots.byteLength;
	}

	/** The newest row of the id; -1 if there is none. */
	find(low: number, high: number): number {
		if (this.#entered < this.columns.rowCount) this.enterRows();
		const slot = this.#slotOf(low, high, idHash(low, high));
		return ((this.#slots[slot] as number) & this.#rowMask) - 1;
	}

	/** Makes room for this many ids. */
	reserve(count: number): void {
		const capacity = capacityFor(count);
		if (capacity > this.#slots.length) this.#clear(capacity);
	}

	/** Enters the new rows. */
	enterRows(): void {
		const { idLow, idHigh, rowCount } = this.columns;
		const most = this.#size + rowCount - this.#entered;
		const isTight = most > this.#slots.length * MAX_LOAD || rowCount > this.#rowMask;
		if (isTight) this.#clear(Math.max(this.#slots.length, capacityFor(Math.max(this.#size * 1.5, most * 1.05))));
		// In the order of the rows: this reads the columns from one end to the other, and the newest row of an id comes last.
		for (; this.#entered < rowCount; this.#entered++) {
			this.#enter(idLow[this.#entered] as number, idHigh[this.#entered] as number, this.#entered);
		}
	}

	/** Makes new slots. All rows must be entered again. */
	#clear(capacity: number): void {
		this.#slots = new Uint32Array(capacity);
		while (this.#rowMask < Math.max(capacity, this.columns.rowCount)) this.#rowMask = this.#rowMask * 2 + 1;
		this.#size = 0;
		this.#entered = 0;
	}

	#enter(low: number, high: number, row: number): void {
		const hashed = idHash(low, high);
		const slot = this.#slotOf(low, high, hashed);
		if (this.#slots[slot] === 0) this.#size++;
		this.#slots[slot] = (row + 1) | (idMark(hashed) & ~this.#rowMask);
	}

	/** The slot of the id, or the empty slot that it would get. */
	#slotOf(low: number, high: number, hashed: number): number {
		const { idLow, idHigh } = this.columns;
		const slots = this.#slots;
		const rowMask = this.#rowMask;
		const mark = (idMark(hashed) & ~rowMask) >>> 0;
		let slot = Math.floor((hashed / TWO_32) * slots.length);
		for (;;) {
			const entry = slots[slot] as number;
			if (entry === 0) return slot;
			if ((entry & ~rowMask) >>> 0 === mark) {
				const row = (entry & rowMask) - 1;
				if (idLow[row] === low && idHigh[row] === high) return slot;
			}
			if (++slot === slots.length) slot = 0;
		}
	}
}

function capacityFor(count: number): number {
	return Math.ceil(count / MAX_LOAD) + 1;
}

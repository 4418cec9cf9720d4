/** Says of which row an id is: the words of the id of each row. */
export interface IdColumns {
	readonly idLow: Uint32Array;
	readonly idHigh: Uint32Array;
	readonly rowCount: number;
}

const LEAST_CAPACITY = 32;
/** Rows a slot. Fuller than this, a search for who is not there passes many others. */
const MAX_LOAD = 0.8;
const TWO_32 = 2 ** 32;

/**
 * Open addressing from an id to the newest of its rows: four bytes a slot, since the ids themselves stand in the columns.
 * An id that was entered stays, its newest row may say that he is gone.
 */
export class IdIndex {
	/** Row + 1; 0 is empty. */
	#slots = new Uint32Array(LEAST_CAPACITY);
	#size = 0;

	constructor(private readonly columns: IdColumns) {}

	get bytes(): number {
		return this.#slots.byteLength;
	}

	/** The newest row of the id; -1 where there is none. */
	find(low: number, high: number): number {
		return (this.#slots[this.#slotOf(low, high)] as number) - 1;
	}

	/** Makes `row`, which is in the columns already, the newest of its id. */
	enter(row: number): void {
		const low = this.columns.idLow[row] as number;
		const high = this.columns.idHigh[row] as number;
		let slot = this.#slotOf(low, high);
		if (this.#slots[slot] === 0) {
			if (++this.#size > this.#slots.length * MAX_LOAD) {
				this.reserve(this.#size * 1.5);
				slot = this.#slotOf(low, high);
			}
		}
		this.#slots[slot] = row + 1;
	}

	/** Makes room for so many ids. */
	reserve(count: number): void {
		const capacity = Math.ceil(count / MAX_LOAD) + 1;
		if (capacity <= this.#slots.length) return;
		this.#slots = new Uint32Array(capacity);
		const { idLow, idHigh, rowCount } = this.columns;
		// In the order of the rows: the columns are read from one end to the other, and the newest row of an id comes last.
		for (let row = 0; row < rowCount; row++) {
			this.#slots[this.#slotOf(idLow[row] as number, idHigh[row] as number)] = row + 1;
		}
	}

	/** Where the id stands, or the empty slot where it would. */
	#slotOf(low: number, high: number): number {
		const { idLow, idHigh } = this.columns;
		const slots = this.#slots;
		let slot = Math.floor((hash(low, high) / TWO_32) * slots.length);
		for (;;) {
			const entry = slots[slot] as number;
			if (entry === 0 || (idLow[entry - 1] === low && idHigh[entry - 1] === high)) return slot;
			if (++slot === slots.length) slot = 0;
		}
	}
}

/** Spreads ids evenly over 32 bits: those of one moment differ in few of theirs. */
function hash(low: number, high: number): number {
	let h = Math.imul(low ^ Math.imul(high, 0x85eb_ca6b), 0x9e37_79b1);
	h = Math.imul(h ^ (h >>> 15), 0xc2b2_ae35);
	return (h ^ (h >>> 16)) >>> 0;
}

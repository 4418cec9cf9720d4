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
/** With this many rows a slot, larger slots are needed at once. */
const FULL = 0.95;
const LEAST_ROW_MASK = 0xff;
const TWO_32 = 2 ** 32;

/** Up to this many rows they are all entered again at once, which is about a millisecond of work. */
const FEW_ROWS = 0x4000;
/** How many rows are entered into larger slots for each row that is new. Slots are full after many more new rows. */
const PACE = 12;
/** From this share of the rows that the slots can tell apart on, larger ones are made. */
const MAX_ROWS = 0.85;

/**
 * Open addressing from an id to the newest of its rows. A slot takes four bytes, because the ids themselves are in the
 * columns. The bits of a slot that no row needs are a mark of the id. So a search hardly ever reads another id in the
 * columns, which would mean waiting. Rows are entered some thousands at a time, which is quicker than one by one, or when a search needs
 * them. An id that was entered stays; its newest row may say that the member is gone.
 *
 * When the slots become tight, larger ones are filled little by little, so that no new row has to wait for all of them.
 */
export class IdIndex {
	/** They have all rows that were entered. */
	#slots: Slots;
	/** Larger ones, which do not have all rows yet. */
	#larger: Slots | undefined;

	constructor(private readonly columns: IdColumns) {
		this.#slots = new Slots(columns, LEAST_CAPACITY);
	}

	get bytes(): number {
		return this.#slots.bytes + (this.#larger?.bytes ?? 0);
	}

	/** The newest row of the id; -1 if there is none. */
	find(low: number, high: number): number {
		if (this.#slots.entered < this.columns.rowCount) this.enterRows();
		return this.#slots.find(low, high);
	}

	/** Makes room for this many ids. */
	reserve(count: number): void {
		const capacity = capacityFor(count);
		if (capacity <= this.#slots.capacity) return;
		this.#slots = new Slots(this.columns, capacity);
		this.#larger = undefined;
	}

	/** Enters the new rows. */
	enterRows(): void {
		const { rowCount } = this.columns;
		const news = rowCount - this.#slots.entered;
		if (!this.#larger && this.#slots.isTight(news, MAX_LOAD)) this.#larger = this.#makeLarger(news);
		this.#larger?.enter(rowCount < FEW_ROWS ? rowCount : this.#larger.entered + PACE * news);
		// They may be full before the larger ones have all rows if many ids come at once.
		if (this.#larger && this.#slots.isTight(news, FULL)) this.#larger.enter(rowCount);
		if (this.#larger?.entered === rowCount) {
			this.#slots = this.#larger;
			this.#larger = undefined;
		} else this.#slots.enter(rowCount);
	}

	#makeLarger(news: number): Slots {
		const most = this.#slots.size + news;
		const capacity = capacityFor(Math.max(this.#slots.size * 1.5, most * 1.05));
		return new Slots(this.columns, Math.max(this.#slots.capacity, capacity));
	}
}

/** Slots of a capacity, and the rows that were entered into them. */
class Slots {
	/** Slots in use. */
	size = 0;
	/** Rows entered: the first ones. */
	entered = 0;
	/** Row + 1 in the low bits, the mark in the others; 0 is empty. */
	readonly #slots: Uint32Array;
	readonly #rowMask: number;

	constructor(
		private readonly columns: IdColumns,
		capacity: number,
	) {
		this.#slots = new Uint32Array(capacity);
		let rowMask = LEAST_ROW_MASK;
		while (rowMask * MAX_ROWS < Math.max(capacity, columns.rowCount)) rowMask = rowMask * 2 + 1;
		this.#rowMask = rowMask;
	}

	get bytes(): number {
		return this.#slots.byteLength;
	}

	get capacity(): number {
		return this.#slots.length;
	}

	/** Whether so many more rows may fill more than a share of it. */
	isTight(news: number, share: number): boolean {
		const mostRows = share === FULL ? 1 : MAX_ROWS;
		return this.size + news > this.#slots.length * share || this.entered + news >= this.#rowMask * mostRows;
	}

	find(low: number, high: number): number {
		const slot = this.#slotOf(low, high, idHash(low, high));
		return ((this.#slots[slot] as number) & this.#rowMask) - 1;
	}

	/** Enters rows until so many are entered, or all. */
	enter(count: number): void {
		const { idLow, idHigh, rowCount } = this.columns;
		const end = Math.min(count, rowCount);
		// In the order of the rows: this reads the columns from one end to the other, and the newest row of an id comes last.
		for (; this.entered < end; this.entered++) {
			this.#enter(idLow[this.entered] as number, idHigh[this.entered] as number, this.entered);
		}
	}

	#enter(low: number, high: number, row: number): void {
		const hashed = idHash(low, high);
		const slot = this.#slotOf(low, high, hashed);
		if (this.#slots[slot] === 0) this.size++;
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

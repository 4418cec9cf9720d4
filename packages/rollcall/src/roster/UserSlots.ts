import { idMark } from './columns/idHash.js';

const EMPTY = 0;
/** Of an entry that was removed: a search goes on behind it. */
const REMOVED = 1;
const TWO_32 = 2 ** 32;
const LEAST_CAPACITY = 64;

/** The lowest number that a table may have, and the number behind the highest. */
export const FIRST_NUMBER = 2;
export const END_OF_NUMBERS = 0x1_0000;

/**
 * Open addressing from a hashed user to numbers of tables, with four bytes a slot: 16 bits of the hash, and the number. So
 * an entry only says that a table may have the user, and the table itself must be asked.
 */
export class UserSlots {
	readonly #slots: Uint32Array;
	/** Slots that are not empty. */
	#used = 0;

	/** @param count - how many entries there is room for, at half of the slots */
	constructor(count: number) {
		this.#slots = new Uint32Array(Math.max(LEAST_CAPACITY, Math.ceil(count * 2)));
	}

	get bytes(): number {
		return this.#slots.byteLength;
	}

	/** Which share of the slots is not empty. A search for somebody who is not there gets slow from 0.8 on. */
	get load(): number {
		return this.#used / this.#slots.length;
	}

	/** The load with so many more entries. */
	loadWith(count: number): number {
		return (this.#used + count) / this.#slots.length;
	}

	add(hashed: number, number: number): void {
		let slot = this.homeOf(hashed);
		while ((this.#slots[slot] as number) > REMOVED) slot = this.after(slot);
		if (this.#slots[slot] === EMPTY) this.#used++;
		this.#slots[slot] = entryOf(hashed, number);
	}

	/** Removes one such entry. Others like it are of other users, or of this one in another table. */
	remove(hashed: number, number: number): void {
		const wanted = entryOf(hashed, number);
		let slot = this.homeOf(hashed);
		while (this.#slots[slot] !== EMPTY) {
			if (this.#slots[slot] === wanted) {
				this.#free(slot);
				return;
			}
			slot = this.after(slot);
		}
	}

	/** Where a search for the user begins. */
	homeOf(hashed: number): number {
		return Math.floor((hashed / TWO_32) * this.#slots.length);
	}

	/** The first slot from this one on whose table may have the user; -1 if there is none. */
	search(hashed: number, from: number): number {
		const slots = this.#slots;
		const tag = tagOf(hashed);
		for (let slot = from; ; slot = slot + 1 === slots.length ? 0 : slot + 1) {
			const entry = slots[slot] as number;
			if (entry === EMPTY) return -1;
			if (entry >>> 16 === tag && entry !== REMOVED) return slot;
		}
	}

	numberAt(slot: number): number {
		return (this.#slots[slot] as number) & 0xffff;
	}

	/** The slot behind this one. */
	after(slot: number): number {
		return slot + 1 === this.#slots.length ? 0 : slot + 1;
	}

	/** Nothing lies behind an entry whose next slot is empty, so it can be empty, too. */
	#free(slot: number): void {
		const isLast = this.#slots[this.after(slot)] === EMPTY;
		this.#slots[slot] = isLast ? EMPTY : REMOVED;
		if (isLast) this.#used--;
	}
}

function tagOf(hashed: number): number {
	return idMark(hashed) >>> 16;
}

function entryOf(hashed: number, number: number): number {
	return ((tagOf(hashed) << 16) | number) >>> 0;
}

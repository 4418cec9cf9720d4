import type { Field } from '../columns/fields.js';

/** The key is none of the table. */
export const UNKNOWN = -1;

const QUOTE = 0x22;
const SLOTS = 256;

/**
 * The keys of an object as they stand in JSON, with their quotes and the colon. Each key knows which one came after it
 * last time, and that is nearly always the one that comes now.
 */
export class KeyTable {
	/** The key in bytes, by its place. */
	readonly literals: readonly Uint8Array[];
	/** The place that is likely next, by the place of the last key + 1. */
	readonly next: Int32Array;
	/** Place + 1 of the keys, by {@link slotOf}; several may have one slot, and then the next ones are theirs. */
	readonly #slots = new Uint8Array(SLOTS);
	/** The bits of the states of the fields. */
	readonly fieldStates: number;
	/** The places of fields with this usual value, a bit each. */
	readonly nulls: number;
	readonly falses: number;
	readonly zeros: number;
	readonly zeroTexts: number;

	/**
	 * @param fields - their places are in their order
	 * @param others - keys that are no fields, with the places after them
	 */
	constructor(fields: readonly Field[], others: readonly string[]) {
		const keys = [...fields.map(({ key }) => key), ...others];
		this.literals = keys.map((key) => Buffer.from(`"${key}":`));
		this.next = Int32Array.from({ length: keys.length + 1 }, (_, place) => Math.min(place, keys.length - 1));
		this.fieldStates = 2 ** (2 * fields.length) - 1;
		const usual = (value: Field['usual']) =>
			fields.reduce((places, field, place) => (field.usual === value ? places | (1 << place) : places), 0);
		this.nulls = usual(null);
		this.falses = usual(false);
		this.zeros = usual(0);
		this.zeroTexts = usual('0');
		for (const [place, key] of keys.entries()) {
			let slot = slotOf(Buffer.from(key), 0, key.length);
			while (this.#slots[slot] !== 0) slot = (slot + 1) % SLOTS;
			this.#slots[slot] = place + 1;
		}
	}

	/** The place of the key between two quotes. */
	find(bytes: Uint8Array, start: number, end: number): number {
		for (let slot = slotOf(bytes, start, end); ; slot = (slot + 1) % SLOTS) {
			const place = (this.#slots[slot] as number) - 1;
			if (place < 0 || isLiteral(bytes, start, end, this.literals[place] as Uint8Array)) return place;
		}
	}
}

function slotOf(bytes: Uint8Array, start: number, end: number): number {
	return ((end - start) * 31 + (bytes[start] as number) * 7 + (bytes[end - 1] as number) * 3) % SLOTS;
}

function isLiteral(bytes: Uint8Array, start: number, end: number, literal: Uint8Array): boolean {
	if (literal.length !== end - start + 3) return false;
	for (let at = start; at < end; at++) if (bytes[at] !== literal[at - start + 1]) return false;
	return literal[0] === QUOTE;
}

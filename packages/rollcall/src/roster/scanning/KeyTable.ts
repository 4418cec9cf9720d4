import type { Field } from '../columns/fields.js';
import { TextTable } from '../columns/TextTable.js';

/** The key is none of the table. */
export const UNKNOWN = -1;

/**
 * The keys of an object as they stand in JSON, with their quotes and the colon. Each key knows which one came after it
 * last time, and that is nearly always the one that comes now.
 */
export class KeyTable {
	/** The key in bytes, by its place. */
	readonly literals: readonly Uint8Array[];
	/** The place that is likely next, by the place of the last key + 1. */
	readonly next: Int32Array;
	/** The bits of the states of the fields. */
	readonly fieldStates: number;
	/** The places of fields with this usual value, a bit each. */
	readonly nulls: number;
	readonly falses: number;
	readonly zeros: number;
	readonly zeroTexts: number;
	readonly #places: TextTable;

	/**
	 * @param fields - their places are in their order
	 * @param others - keys that are no fields, with the places after them
	 */
	constructor(fields: readonly Field[], others: readonly string[]) {
		const keys = [...fields.map(({ key }) => key), ...others];
		this.#places = new TextTable(keys);
		this.literals = keys.map((key) => Buffer.from(`"${key}":`));
		this.next = Int32Array.from({ length: keys.length + 1 }, (_, place) => Math.min(place, keys.length - 1));
		this.fieldStates = 2 ** (2 * fields.length) - 1;
		const usual = (value: Field['usual']) =>
			fields.reduce((places, field, place) => (field.usual === value ? places | (1 << place) : places), 0);
		this.nulls = usual(null);
		this.falses = usual(false);
		this.zeros = usual(0);
		this.zeroTexts = usual('0');
	}

	/** The place of the key between two quotes. */
	find(bytes: Uint8Array, start: number, end: number): number {
		return this.#places.find(bytes, start, end);
	}
}

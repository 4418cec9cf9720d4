import type { Arena } from './Arena.js';
import type { ArenaReader } from './ArenaReader.js';
import { type Field, ODD, UNKNOWN_KEYS_SHIFT, USUAL, VALUE } from './fields.js';
import { readJson, writeJson } from './json.js';
import { type Kind, readValue, writeValue } from './kinds.js';

export type Json = Record<string, unknown>;

/** The key is a column, so nothing is written for it. */
const COLUMN = -1;
/** Nobody knows the key. */
const UNKNOWN = -2;
/** More keys than objects of Discord have. */
const MAX_KEYS = 64;

/** The fields of a member, or of a user, that are kept, and how they are written one after the other. */
export class FieldSet {
	readonly #fields: readonly Field[];
	readonly #places = new Map<string, number>();
	/** The usual value of each, and where its two bits are. */
	readonly #usuals: readonly unknown[];
	readonly #shifts: readonly number[];
	/** The values of what is being written, in the order of the fields; emptied again at once. */
	readonly #values: unknown[];
	/** A bit for each field with such a value. */
	#pending = 0;
	/** Keys of what is being written that nobody knows; emptied again at once. */
	readonly #unknown: string[] = [];
	/** The keys of what was written last, and their places. */
	readonly #lastKeys: string[] = [];
	readonly #lastPlaces: number[] = [];

	/**
	 * @param columns - keys that are no fields here
	 * @param kept - names of the fields to keep
	 */
	constructor(
		known: readonly Field[],
		columns: readonly string[],
		private readonly kept: 'all' | readonly string[],
	) {
		this.#fields = known.filter(({ name }) => kept === 'all' || kept.includes(name));
		this.#usuals = this.#fields.map(({ usual }) => usual);
		this.#shifts = this.#fields.map(({ shift }) => shift);
		this.#values = this.#fields.map(() => undefined);
		for (const { key } of known) this.#places.set(key, COLUMN);
		for (const key of columns) this.#places.set(key, COLUMN);
		for (const [place, { key }] of this.#fields.entries()) this.#places.set(key, place);
	}

	/** Writes what the object has of these fields, then the keys that nobody knows; two bits a field say how. */
	write(arena: Arena, source: Json): number {
		let states = this.#gather(source);
		for (let pending = this.#pending; pending !== 0; pending &= pending - 1) {
			const place = 31 - Math.clz32(pending & -pending);
			const value = this.#values[place];
			this.#values[place] = undefined;
			const { kind, shift } = this.#fields[place] as Field;
			states |= writeField(arena, kind, value) << shift;
		}
		if (this.#unknown.length === 0) return states;
		writeJson(arena, Object.fromEntries(this.#unknown.splice(0).map((key) => [key, source[key]])));
		return states | (VALUE << UNKNOWN_KEYS_SHIFT);
	}

	/** Reads the first `count` fields onto `target`; all of them and the unknown keys where no count is given. */
	read(reader: ArenaReader, states: number, target: Json, count = Number.POSITIVE_INFINITY): void {
		for (let place = 0; place < Math.min(count, this.#fields.length); place++) {
			const { key, usual, kind, shift } = this.#fields[place] as Field;
			const state = (states >>> shift) & ODD;
			if (state === USUAL) target[key] = usual;
			else if (state === VALUE) target[key] = readValue(reader, kind);
			else if (state === ODD) target[key] = readJson(reader);
		}
	}

	readUnknown(reader: ArenaReader, states: number, target: Json): void {
		if (((states >>> UNKNOWN_KEYS_SHIFT) & ODD) !== VALUE) return;
		for (const [key, value] of Object.entries(readJson(reader) as Json)) {
			// An assignment to a key like `__proto__` would set none.
			Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
		}
	}

	/**
	 * The states of the usual values; the others are sorted into the places of their fields, to be written in their order.
	 * The engine walks keys quickest, and they hardly ever come in another order than last time.
	 */
	#gather(source: Json): number {
		const usuals = this.#usuals;
		let states = 0;
		let pending = 0;
		let at = 0;
		for (const key in source) {
			const place = this.#lastKeys[at] === key ? (this.#lastPlaces[at] as number) : this.#look(at, key);
			at++;
			if (place === COLUMN) continue;
			const value = source[key];
			if (value === undefined) continue;
			if (place === UNKNOWN) this.#noteUnknown(source, key);
			else if (value === usuals[place] && !Object.is(value, -0)) states |= USUAL << (this.#shifts[place] as number);
			else {
				this.#values[place] = value;
				pending |= 1 << place;
			}
		}
		this.#pending = pending;
		return states;
	}

	#look(at: number, key: string): number {
		const place = this.#places.get(key) ?? UNKNOWN;
		if (at < MAX_KEYS) {
			this.#lastKeys[at] = key;
			this.#lastPlaces[at] = place;
		}
		return place;
	}

	#noteUnknown(source: Json, key: string): void {
		if (this.kept === 'all' && Object.hasOwn(source, key)) this.#unknown.push(key);
	}
}

function writeField(arena: Arena, kind: Kind, value: unknown): number {
	const start = arena.length;
	if (writeValue(arena, kind, value)) return VALUE;
	arena.length = start;
	writeJson(arena, value);
	return ODD;
}

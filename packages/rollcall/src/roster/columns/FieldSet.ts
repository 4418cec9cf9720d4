import type { Arena } from './Arena.js';
import type { ArenaReader } from './ArenaReader.js';
import { type Field, ODD, UNKNOWN_KEYS_SHIFT, USUAL, VALUE } from './fields.js';
import { readJson, writeJson } from './json.js';
import { readValue, writeValue } from './kinds.js';

export type Json = Record<string, unknown>;

/** The key is a column, so nothing is written for it. */
const COLUMN = -1;

/** The fields of a member, or of a user, that are kept, and how they are written one after the other. */
export class FieldSet {
	readonly #fields: readonly Field[];
	readonly #places = new Map<string, number>();
	/** The values of what is being written, in the order of the fields; emptied again at once. */
	readonly #values: unknown[];

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
		this.#values = this.#fields.map(() => undefined);
		for (const { key } of known) this.#places.set(key, COLUMN);
		for (const key of columns) this.#places.set(key, COLUMN);
		for (const [place, { key }] of this.#fields.entries()) this.#places.set(key, place);
	}

	/** Writes what the object has of these fields, then the keys that nobody knows; two bits a field say how. */
	write(arena: Arena, source: Json): number {
		const unknown = this.#gather(source);
		let states = 0;
		for (let place = 0; place < this.#fields.length; place++) {
			const value = this.#values[place];
			if (value === undefined) continue;
			this.#values[place] = undefined;
			const field = this.#fields[place] as Field;
			states |= writeField(arena, field, value) << field.shift;
		}
		if (!unknown) return states;
		writeJson(arena, Object.fromEntries(unknown.map((key) => [key, source[key]])));
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

	/** Sorts the values into the places of their fields and gives the keys that have none: the engine walks keys quickest. */
	#gather(source: Json): string[] | undefined {
		let unknown: string[] | undefined;
		for (const key in source) {
			const place = this.#places.get(key);
			if (place === COLUMN) continue;
			if (place !== undefined) this.#values[place] = source[key];
			else if (this.kept === 'all' && Object.hasOwn(source, key) && source[key] !== undefined) {
				unknown ??= [];
				unknown.push(key);
			}
		}
		return unknown;
	}
}

function writeField(arena: Arena, { usual, kind }: Field, value: unknown): number {
	if (value === usual && !Object.is(value, -0)) return USUAL;
	const start = arena.length;
	if (writeValue(arena, kind, value)) return VALUE;
	arena.length = start;
	writeJson(arena, value);
	return ODD;
}

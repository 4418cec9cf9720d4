import { isTooDeep } from '../../payloads/isTooDeep.js';
import type { Arena } from './Arena.js';
import type { ArenaReader } from './ArenaReader.js';
import { ABSENT, type Field, lowerBits, ODD, UNKNOWN_KEYS_SHIFT, USUAL, VALUE } from './fields.js';
import { writeImageHashAt } from './imageHash.js';
import { readJson, skipJson, writeJson } from './json.js';
import { writeJsonAt } from './jsonAt.js';
import { KIND, type Kind, writeTimestampAt } from './kinds.js';
import { NESTED, type ScannedMembers } from './ScannedMembers.js';
import { momentOf } from './timestamp.js';
import { writeUsernameAt } from './username.js';

export type Json = Record<string, unknown>;

/** The key is a column, or is not kept, so that nothing is written for it. */
const LEFT_OUT = -1;
/** Nobody knows the key. */
const UNKNOWN = -2;
/** The upper bit of each state. */
const WRITTEN = 0xaaaa_aaaa;
/** A bit for each two of a state. */
const EACH_FIELD = 0x5555_5555;
/** Texts of so many bytes are copied by hand. */
const SHORT_TEXT = 42;
/** More keys than Discord's objects have. */
const MAX_KEYS = 64;

/** The fields of a member or of a user, and how the fields that are kept are written one after the other. */
export class FieldSet {
	readonly #places = new Map<string, number>();
	/** The places of the fields whose usual value is `null`, `false`, `0` and `'0'`, a bit each. */
	readonly #nulls: number;
	readonly #falses: number;
	readonly #zeros: number;
	readonly #zeroTexts: number;
	/** The lower bit of the state of each field. */
	readonly #lowerBits: number;
	/** The bits of the states of the fields to keep. */
	readonly #keptStates: number;
	/** The values of the object that is being written, in the order of the fields. They are emptied at once. */
	readonly #values: unknown[];
	/** A bit for each field with such a value. */
	#pending = 0;
	/** The unknown keys of the object that is being written. They are emptied at once. */
	readonly #unknown: string[] = [];
	/** The keys of the last object that was written, and their places. */
	readonly #lastKeys: string[] = [];
	readonly #lastPlaces: number[] = [];

	/**
	 * @param columns - keys that are no fields here
	 * @param kept - names of the fields to keep
	 */
	constructor(
		private readonly fields: readonly Field[],
		columns: readonly string[],
		private readonly kept: 'all' | readonly string[],
	) {
		this.#nulls = this.#placesWith(null);
		this.#falses = this.#placesWith(false);
		this.#zeros = this.#placesWith(0);
		this.#zeroTexts = this.#placesWith('0');
		this.#lowerBits = lowerBits(fields);
		this.#values = fields.map(() => undefined);
		for (const key of columns) this.#places.set(key, LEFT_OUT);
		for (const [place, { key, name }] of fields.entries()) {
			this.#places.set(key, kept === 'all' || kept.includes(name) ? place : LEFT_OUT);
		}
		this.#keptStates = fields.reduce(
			(bits, { key }, place) => bits | (this.#places.get(key) === LEFT_OUT ? 0 : ODD << (2 * place)),
			kept === 'all' ? ODD << UNKNOWN_KEYS_SHIFT : 0,
		);
	}

	/** Writes the object's values of these fields, then its unknown keys. Two bits a field say how. */
	write(arena: Arena, source: Json): number {
		let states = this.#gather(source);
		for (let pending = this.#pending; pending !== 0; pending &= pending - 1) {
			const place = 31 - Math.clz32(pending & -pending);
			const value = this.#values[place];
			this.#values[place] = undefined;
			const { kind } = this.fields[place] as Field;
			states |= writeField(arena, kind, value) << (2 * place);
		}
		if (this.#unknown.length === 0) return states;
		writeJson(arena, Object.fromEntries(this.#unknown.splice(0).map((key) => [key, source[key]])));
		return states | (VALUE << UNKNOWN_KEYS_SHIFT);
	}

	/**
	 * The same as {@link FieldSet.write} of an object that was scanned, whose entries are next on the tape.
	 *
	 * It is too long for the engine to copy it into its callers, which would take more time than a list of ten thousand.
	 */
	writeScanned(arena: Arena, scanned: ScannedMembers, found: number): number {
		const { bytes, tape } = scanned;
		let states = found & this.#keptStates;
		let { at } = scanned;
		for (let values = (found >>> 1) & EACH_FIELD; values !== 0; values &= values - 1) {
			const shift = 31 - Math.clz32(values & -values);
			const start = tape[at++] as number;
			const end = tape[at++] as number;
			if (((states >>> shift) & ODD) === 0) continue; // not kept
			if (shift === UNKNOWN_KEYS_SHIFT) {
				writeJson(arena, scanned.valueOf(start, end));
				continue;
			}
			const { kind } = this.fields[shift >>> 1] as Field;
			if (end >= 0) {
				const from = arena.length;
				let isWritten = false;
				switch (kind) {
					case KIND.text:
						if (end - start > SHORT_TEXT) isWritten = arena.textAt(bytes, start, end);
						else {
							const target = arena.bytes;
							let to = arena.length;
							target[to++] = end - start;
							for (let at = start; at < end; at++) target[to++] = bytes[at] as number;
							arena.length = to;
							isWritten = true;
						}
						break;
					case KIND.username:
						isWritten = writeUsernameAt(arena, bytes, start, end);
						break;
					case KIND.imageHash:
						isWritten = writeImageHashAt(arena, bytes, start, end);
						break;
					case KIND.timestamp:
						isWritten = writeTimestampAt(arena, bytes, start, end);
				}
				if (isWritten) continue;
				arena.length = from;
			}
			if (end <= NESTED && kind === KIND.json) writeJsonAt(arena, bytes, start);
			else states |= writeField(arena, kind, scanned.valueOf(start, end)) << shift;
		}
		scanned.at = at;
		return states;
	}

	/** Reads the first `count` fields into `target`; without a count, all of them and the unknown keys. */
	read(reader: ArenaReader, states: number, target: Json, count = Number.POSITIVE_INFINITY): void {
		for (let place = 0; place < Math.min(count, this.fields.length); place++) {
			const { key, usual, kind } = this.fields[place] as Field;
			const state = (states >>> (2 * place)) & ODD;
			if (state === USUAL) target[key] = usual;
			else if (state === VALUE) target[key] = kind.read(reader);
			else if (state === ODD) target[key] = readJson(reader);
		}
	}

	/** A field for which nothing was written: its usual value, or `undefined` if it is absent. */
	usualOf(states: number, place: number): unknown {
		return ((states >>> (2 * place)) & ODD) === ABSENT ? undefined : (this.fields[place] as Field).usual;
	}

	/** Reads one field, for which something was written. The reader stands before the first field. */
	readOne(reader: ArenaReader, states: number, place: number): unknown {
		const state = (states >>> (2 * place)) & ODD;
		this.skip(reader, states, place);
		return state === VALUE ? (this.fields[place] as Field).kind.read(reader) : readJson(reader);
	}

	/**
	 * Reads all values that were written, each into its place, of fields that have values of their kinds. Of a timestamp it
	 * reads the moment in epoch ms. It goes past unknown keys.
	 */
	readWritten(reader: ArenaReader, states: number, values: unknown[]): void {
		for (let written = states & (this.#lowerBits << 1); written !== 0; written &= written - 1) {
			const place = (31 - Math.clz32(written & -written)) >>> 1;
			const { kind } = this.fields[place] as Field;
			values[place] = kind === KIND.timestamp ? momentOf(reader.float()) : kind.read(reader);
		}
		if (((states >>> UNKNOWN_KEYS_SHIFT) & ODD) === VALUE) skipJson(reader);
	}

	/** Goes past what was written of the first `count` fields. */
	skip(reader: ArenaReader, states: number, count: number): void {
		// The upper bit of a state says that something was written.
		let written = states & WRITTEN & (2 ** (2 * count) - 1);
		for (; written !== 0; written &= written - 1) {
			const bit = 31 - Math.clz32(written & -written);
			const { skip } = (this.fields[bit >>> 1] as Field).kind;
			if ((states >>> (bit - 1)) & 1) skipJson(reader);
			else if (typeof skip === 'number') reader.skip(skip);
			else skip(reader);
		}
	}

	/** Goes past everything that was written. */
	skipAll(reader: ArenaReader, states: number): void {
		this.skip(reader, states, this.fields.length);
		if (((states >>> UNKNOWN_KEYS_SHIFT) & ODD) === VALUE) skipJson(reader);
	}

	/**
	 * What is told, over the fields of a row that it says nothing of. Only those are read; `undefined` if the row has unknown
	 * keys, too.
	 */
	over(told: Json, states: number, read: (place: number) => unknown): Json | undefined {
		if (((states >>> UNKNOWN_KEYS_SHIFT) & ODD) === VALUE) return undefined;
		let whole = told;
		for (let place = 0; place < this.fields.length; place++) {
			const { key } = this.fields[place] as Field;
			if (((states >>> (2 * place)) & ODD) === ABSENT || key in told) continue;
			if (whole === told) whole = { ...told };
			whole[key] = read(place);
		}
		return whole;
	}

	readUnknown(reader: ArenaReader, states: number, target: Json): void {
		if (((states >>> UNKNOWN_KEYS_SHIFT) & ODD) !== VALUE) return;
		for (const [key, value] of Object.entries(readJson(reader) as Json)) {
			// An assignment to a key like `__proto__` would set none.
			Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
		}
	}

	/**
	 * The states of the usual values. The other values are sorted into the places of their fields, to be written in their
	 * order. Walking over keys is what the engine does quickest, and they hardly ever come in another order than last time.
	 */
	#gather(source: Json): number {
		let states = 0;
		let pending = 0;
		let at = 0;
		for (const key in source) {
			const place = this.#lastKeys[at] === key ? (this.#lastPlaces[at] as number) : this.#look(at, key);
			at++;
			if (place === LEFT_OUT) continue;
			const value = source[key];
			if (value === undefined) continue;
			if (typeof value === 'object' && isTooDeep(value)) continue;
			if (place === UNKNOWN) this.#noteUnknown(source, key);
			else if ((this.#usualIn(value) >>> place) & 1) states |= USUAL << (2 * place);
			else {
				this.#values[place] = value;
				pending |= 1 << place;
			}
		}
		this.#pending = pending;
		return states;
	}

	/** The places of the fields that have it as their usual value. */
	#usualIn(value: unknown): number {
		// Each comparison is between two values of one type, because for any other the engine calls a function.
		if (value === null) return this.#nulls;
		if (value === false) return this.#falses;
		if (typeof value === 'number') return Object.is(value, 0) ? this.#zeros : 0;
		return typeof value === 'string' && value === '0' ? this.#zeroTexts : 0;
	}

	#placesWith(usual: Field['usual']): number {
		return this.fields.reduce((places, field, place) => (field.usual === usual ? places | (1 << place) : places), 0);
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
	if (kind.write(arena, value)) return VALUE;
	arena.length = start;
	writeJson(arena, value);
	return ODD;
}

import type { RawMember } from '../../interfaces/ITransport.js';
import { compareIds } from '../../payloads/compareIds.js';
import type { IdWords } from '../../payloads/snowflake.js';
import type { MemberList } from '../MemberList.js';

/** In place of the end of a text: the start is a number, and the value is that. */
export const WHOLE = -1;
/** … the value is `true`. */
export const TRUE = -2;
/** … the start is a place in `values`. */
export const ASIDE = -3;
/** … there is no value. */
export const NONE = -4;

/** … less the end: an object or a list from there to the end, without blanks, escapes or odd keys. */
export const NESTED = -16;

/** Where the parts of a member are on the tape; then come the entries of their own fields, and those of their user. */
export const START = 0;
export const END = 1;
export const ID_LOW = 2;
export const ID_HIGH = 3;
export const ID_START = 4;
export const ID_END = 5;
export const MEMBER_STATES = 6;
export const USER_STATES = 7;
export const ROLES = 8;
export const JOINED = 10;
export const ENTRIES = 12;

/**
 * A list of members in JSON, and where in it everything is that is stored of them: two numbers an entry on a tape. A
 * member who is not like others is here as an object.
 */
export class ScannedMembers implements MemberList {
	/** Where on the tape the member is that was sought last. */
	base = 0;
	/** Where on the tape their next entry is. */
	at = 0;
	#ids: readonly string[] | undefined;

	/**
	 * @param bytes - the payload, in UTF-8
	 * @param start - of the list in it
	 * @param end - of the list in it
	 * @param starts - where on the tape each member begins
	 * @param values - values that are no plain parts of the text
	 * @param objects - the members who are objects
	 */
	constructor(
		readonly bytes: Buffer,
		readonly start: number,
		readonly end: number,
		private readonly starts: Int32Array,
		readonly tape: Int32Array,
		private readonly values: readonly unknown[],
		private readonly objects: ReadonlyMap<number, RawMember>,
	) {}

	get length(): number {
		return this.starts.length;
	}

	/** The member, if they are not on the tape. */
	object(index: number): RawMember | undefined {
		return this.objects.size === 0 ? undefined : this.objects.get(index);
	}

	/** Reads the id of a member who is on the tape. */
	readId(index: number, words: IdWords): void {
		const base = this.starts[index] as number;
		words.low = (this.tape[base + ID_LOW] as number) >>> 0;
		words.high = (this.tape[base + ID_HIGH] as number) >>> 0;
	}

	get ids(): readonly string[] {
		this.#ids ??= Array.from(this.starts, (_, index) => this.idAt(index));
		return this.#ids;
	}

	/** Without their texts, which take several times as long to make. */
	get isRising(): boolean {
		for (let index = 1; index < this.length; index++) if (!this.#isAbove(index)) return false;
		return true;
	}

	idAt(index: number): string {
		const base = this.starts[index] as number;
		return (
			this.object(index)?.user.id ?? this.bytes.toString('latin1', this.tape[base + ID_START], this.tape[base + ID_END])
		);
	}

	/** The member as an object. */
	get(index: number): RawMember {
		const base = this.starts[index] as number;
		return (
			this.object(index) ?? JSON.parse(this.bytes.toString('utf8', this.tape[base + START], this.tape[base + END]))
		);
	}

	rolesOf(index: number): unknown {
		const object = this.object(index);
		if (object) return object.roles;
		this.seek(index);
		const end = this.tape[this.base + ROLES + 1] as number;
		const value = this.valueOf(this.tape[this.base + ROLES] as number, end);
		return end < 0 ? value : JSON.parse(value as string);
	}

	/** All members as objects. */
	parse(): RawMember[] {
		return JSON.parse(this.bytes.toString('utf8', this.start, this.end));
	}

	/** Goes to a member who is on the tape. */
	seek(index: number): void {
		this.base = this.starts[index] as number;
		this.at = this.base + ENTRIES;
	}

	/** The value of an entry. */
	valueOf(start: number, end: number): unknown {
		if (end >= 0) return this.bytes.toString('utf8', start, end);
		if (end === ASIDE) return this.values[start];
		if (end === WHOLE) return start >>> 0;
		if (end <= NESTED) return JSON.parse(this.bytes.toString('utf8', start, NESTED - end));
		return end === TRUE ? true : undefined;
	}

	/** Whether the id is higher than the one before. */
	#isAbove(index: number): boolean {
		if (this.object(index - 1) || this.object(index)) return compareIds(this.idAt(index - 1), this.idAt(index)) < 0;
		const { tape, starts } = this;
		const [before, base] = [starts[index - 1] as number, starts[index] as number];
		const high = (tape[base + ID_HIGH] as number) >>> 0;
		const highBefore = (tape[before + ID_HIGH] as number) >>> 0;
		if (high !== highBefore) return high > highBefore;
		return (tape[base + ID_LOW] as number) >>> 0 > (tape[before + ID_LOW] as number) >>> 0;
	}
}

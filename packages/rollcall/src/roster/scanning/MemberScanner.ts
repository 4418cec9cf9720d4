import type { RawMember } from '../../interfaces/ITransport.js';
import { isMember } from '../../payloads/isMember.js';
import { isTooDeep } from '../../payloads/isTooDeep.js';
import { type IdWords, parseSnowflakeAt } from '../../payloads/snowflake.js';
import { USUAL, VALUE } from '../columns/fields.js';
import { ASIDE, ENTRIES, NESTED, NONE, ScannedMembers, TRUE, WHOLE } from '../columns/ScannedMembers.js';
import { endOf, endOfTexts, endOfWord } from './endOf.js';
import { endOfPlain, endOfText } from './endOfPlain.js';
import { Found, ID, isUsual, JOINED_AT, MEMBER_KEYS, ROLES, USER, USER_KEYS } from './Found.js';
import { UNKNOWN } from './KeyTable.js';

const QUOTE = 0x22;
const COMMA = 0x2c;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const LETTER_F = 0x66;
const LETTER_N = 0x6e;
const LETTER_T = 0x74;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Nothing that is known to stand there. */
const FAIL = -1;
/** So many digits are sure to be below 2³². */
const MOST_DIGITS = 9;

/** The most numbers that one member takes on the tape. */
const MOST_NUMBERS = ENTRIES + 2 * (USER + ID + 2);

/**
 * Reads a list of members in JSON without making objects of them: it only notes where everything is. What it does not
 * know it hands over to JSON.parse: a value, or a member who has blanks, escaped or repeated keys, or any other oddity.
 */
class MemberScanner {
	readonly #member = new Found(MEMBER_KEYS);
	readonly #user = new Found(USER_KEYS);
	#bytes: Buffer = Buffer.alloc(0);
	#tape = new Int32Array(1 << 15);
	#length = 0;
	#starts: number[] = [];
	#values: unknown[] = [];
	#objects = new Map<number, RawMember>();
	/** The end of the id that was found, or FAIL. */
	#idEnd = FAIL;
	#idStart = 0;
	readonly #id: IdWords = { low: 0, high: 0 };

	/**
	 * Scans the list that begins at `start`; `undefined` if it is not JSON, or no list of members.
	 *
	 * @param bytes - valid UTF-8
	 */
	scan(bytes: Buffer, start: number): ScannedMembers | undefined {
		this.#bytes = bytes;
		this.#length = 0;
		this.#starts = [];
		this.#values = [];
		this.#objects = new Map();
		const end = this.#scanList(start);
		const tape = this.#tape.slice(0, this.#length);
		const starts = Int32Array.from(this.#starts);
		this.#bytes = Buffer.alloc(0);
		return end === FAIL ? undefined : new ScannedMembers(bytes, start, end, starts, tape, this.#values, this.#objects);
	}

	#scanList(start: number): number {
		const bytes = this.#bytes;
		let at = start + 1;
		if (bytes[start] !== OPEN_LIST) return FAIL;
		if (bytes[at] === CLOSE_LIST) return at + 1;
		for (;;) {
			if (bytes[at] !== OPEN_OBJECT) return FAIL;
			const end = this.#scanMember(at);
			at = end === FAIL ? this.#handOver(at) : end;
			if (at === FAIL) return FAIL;
			const next = bytes[at++];
			if (next === CLOSE_LIST) return at;
			if (next !== COMMA) return FAIL;
		}
	}

	#scanMember(start: number): number {
		const member = this.#member;
		const user = this.#user;
		member.entries[2 * ROLES + 1] = NONE;
		member.entries[2 * JOINED_AT + 1] = NONE;
		this.#idEnd = FAIL;
		const end = this.#scanObject(start, member);
		if (end === FAIL || this.#idEnd === FAIL) return FAIL;
		if (!parseSnowflakeAt(this.#bytes, this.#idStart, this.#idEnd, this.#id)) return FAIL;
		this.#starts.push(this.#length);
		this.#reserve();
		const tape = this.#tape;
		let at = this.#length;
		tape[at++] = start;
		tape[at++] = end;
		tape[at++] = this.#id.low;
		tape[at++] = this.#id.high;
		tape[at++] = this.#idStart;
		tape[at++] = this.#idEnd;
		tape[at++] = member.settle(this.#values);
		tape[at++] = user.settle(this.#values);
		tape[at++] = member.entries[2 * ROLES] as number;
		tape[at++] = member.entries[2 * ROLES + 1] as number;
		tape[at++] = member.entries[2 * JOINED_AT] as number;
		tape[at++] = member.entries[2 * JOINED_AT + 1] as number;
		this.#length = user.note(tape, member.note(tape, at));
		return end;
	}

	#reserve(): void {
		if (this.#length + MOST_NUMBERS <= this.#tape.length) return;
		const larger = new Int32Array(2 * this.#tape.length);
		larger.set(this.#tape);
		this.#tape = larger;
	}

	/** Lets JSON.parse read the member that begins at `start`. */
	#handOver(start: number): number {
		const end = endOf(this.#bytes, start);
		const member = end === FAIL ? undefined : this.#parse(start, end);
		if (!isMember(member)) return FAIL;
		this.#objects.set(this.#starts.length, member);
		this.#starts.push(this.#length);
		return end;
	}

	/** `undefined` if it is not JSON. */
	#parse(start: number, end: number): unknown {
		try {
			return JSON.parse(this.#bytes.toString('utf8', start, end));
		} catch {
			return undefined;
		}
	}

	#scanObject(start: number, found: Found): number {
		const bytes = this.#bytes;
		const { keys } = found;
		const { next } = keys;
		found.states = 0;
		found.unknown = undefined;
		let seen = 0;
		let last = 0;
		let at = start + 1;
		if (bytes[at] === CLOSE_OBJECT) return at + 1;
		for (;;) {
			let place = next[last] as number;
			const literal = keys.literals[place] as Uint8Array;
			const { length } = literal;
			let same = 0;
			while (same < length && bytes[at + same] === literal[same]) same++;
			if (same === length) at += length;
			else {
				const end = endOfText(bytes, at);
				if (end === FAIL || bytes[end] !== COLON) return FAIL;
				place = keys.find(bytes, at + 1, end - 1);
				if (place === UNKNOWN) {
					at = this.#scanUnknown(found, at, end);
					if (at === FAIL) return FAIL;
					const behind = bytes[at++];
					if (behind === COMMA) continue;
					return behind === CLOSE_OBJECT ? at : FAIL;
				}
				next[last] = place;
				at = end + 1;
			}
			last = place + 1;
			const bit = 1 << place;
			if ((seen & bit) !== 0) return FAIL;
			seen |= bit;
			at = this.#scanValue(found, place, at);
			if (at === FAIL) return FAIL;
			const behind = bytes[at++];
			if (behind === CLOSE_OBJECT) return at;
			if (behind !== COMMA) return FAIL;
		}
	}

	/**
	 * The value of a known key. Returns its end. It is one function, because the engine needs more time to compile
	 * several, each with those that it calls, than a list of ten thousand takes.
	 */
	#scanValue(found: Found, place: number, start: number): number {
		const bytes = this.#bytes;
		const { keys, entries } = found;
		const at = 2 * place;
		let end = FAIL;
		switch (bytes[start]) {
			case QUOTE:
				end = endOfText(bytes, start);
				if (end === FAIL || (keys === MEMBER_KEYS && place === ROLES)) {
					end = endOf(bytes, start);
					break;
				}
				if (keys === USER_KEYS && place === ID) {
					this.#idStart = start + 1;
					this.#idEnd = end - 1;
				} else if (end - start === 3 && bytes[start + 1] === ZERO && ((keys.zeroTexts >>> place) & 1) === 1)
					found.states |= USUAL << at;
				else {
					entries[at] = start + 1;
					entries[at + 1] = end - 1;
					found.states |= VALUE << at;
				}
				return end;
			case LETTER_N:
				if (bytes[start + 1] !== 0x75 || bytes[start + 2] !== 0x6c || bytes[start + 3] !== 0x6c) return FAIL;
				end = start + 4;
				if (((keys.nulls >>> place) & 1) === 0) break;
				found.states |= USUAL << at;
				return end;
			case LETTER_F:
				end = start + 5;
				if (!isFalse(bytes, start)) return FAIL;
				if (((keys.falses >>> place) & 1) === 0) break;
				found.states |= USUAL << at;
				return end;
			case LETTER_T:
				if (bytes[start + 1] !== 0x72 || bytes[start + 2] !== 0x75 || bytes[start + 3] !== 0x65) return FAIL;
				entries[at + 1] = TRUE;
				found.states |= VALUE << at;
				return start + 4;
			case OPEN_OBJECT:
				if (place === USER && keys === MEMBER_KEYS) return this.#scanObject(start, this.#user);
				end = place === ID && keys === USER_KEYS ? FAIL : endOfPlain(bytes, start);
				if (end !== FAIL) {
					entries[at] = start;
					entries[at + 1] = NESTED - end;
					found.states |= VALUE << at;
					return end;
				}
				end = endOf(bytes, start);
				break;
			case OPEN_LIST:
				end = keys === MEMBER_KEYS && place === ROLES ? endOfTexts(bytes, start) : FAIL;
				if (end !== FAIL) {
					entries[at] = start;
					entries[at + 1] = end;
					return end;
				}
				end = endOf(bytes, start);
				break;
			default: {
				end = start;
				let value = 0;
				for (let code = bytes[end] as number; code >= ZERO && code <= NINE; code = bytes[++end] as number)
					value = value * 10 + code - ZERO;
				const digits = end - start;
				const isPlain = digits > 0 && digits <= MOST_DIGITS && (digits === 1 || bytes[start] !== ZERO);
				if (!isPlain || (bytes[end] !== COMMA && bytes[end] !== CLOSE_OBJECT)) {
					end = endOfWord(bytes, start);
					break;
				}
				if (value === 0 && ((keys.zeros >>> place) & 1) === 1) found.states |= USUAL << at;
				else {
					entries[at] = value;
					entries[at + 1] = WHOLE;
					found.states |= VALUE << at;
				}
				return end;
			}
		}
		return this.#setAside(found, place, start, end);
	}

	/** Lets JSON.parse read a value. Returns its end. */
	#setAside(found: Found, place: number, start: number, end: number): number {
		const { keys, entries } = found;
		// Of an id and a user, nothing but what is scanned will do.
		if (end === FAIL || place === (keys === USER_KEYS ? ID : USER)) return FAIL;
		const value = this.#parse(start, end);
		if (value === undefined || isTooDeep(value)) return FAIL;
		if (isUsual(keys, place, value)) found.states |= USUAL << (2 * place);
		else {
			entries[2 * place] = this.#values.push(value) - 1;
			entries[2 * place + 1] = ASIDE;
			found.states |= VALUE << (2 * place);
		}
		return end;
	}

	/** A key that nobody knows, which begins at `start` and ends before the colon, and its value. Returns the end of that. */
	#scanUnknown(found: Found, start: number, colon: number): number {
		const bytes = this.#bytes;
		const key = bytes.toString('utf8', start + 1, colon - 1);
		const from = colon + 1;
		const end = endOf(bytes, from);
		// Objects sort some keys and take others for something else.
		if (end === FAIL || /^(?:\d|__proto__$)/.test(key)) return FAIL;
		const unknown = found.unknown ?? {};
		if (Object.hasOwn(unknown, key)) return FAIL;
		const value = this.#parse(from, end);
		if (value === undefined || isTooDeep(value)) return FAIL;
		unknown[key] = value;
		found.unknown = unknown;
		return end;
	}
}

const scanner = new MemberScanner();

/**
 * Scans the list of members that begins at `start`; `undefined` if it is not JSON, or no list of members.
 *
 * @param bytes - valid UTF-8
 */
export function scanMembers(bytes: Buffer, start: number): ScannedMembers | undefined {
	return scanner.scan(bytes, start);
}

function isFalse(bytes: Uint8Array, at: number): boolean {
	return bytes[at + 1] === 0x61 && bytes[at + 2] === 0x6c && bytes[at + 3] === 0x73 && bytes[at + 4] === 0x65;
}

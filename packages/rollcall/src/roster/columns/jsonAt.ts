import { type IdWords, parseSnowflakeAt } from '../../payloads/snowflake.js';
import type { Arena } from './Arena.js';
import { writeImageHashAt } from './imageHash.js';
import { ARRAY, END, FALSE, HASH, ID, KNOWN_TEXT, NULL, OBJECT, TEXT, TEXTS, TIMESTAMP, TRUE, WHOLE } from './json.js';
import { TextTable } from './TextTable.js';
import { parseTimestampAt } from './timestamp.js';

const QUOTE = 0x22;
const COMMA = 0x2c;
const ZERO = 0x30;
const NINE = 0x39;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const LETTER_F = 0x66;
const LETTER_N = 0x6e;
const LETTER_T = 0x74;
const CLOSE_OBJECT = 0x7d;

const KNOWN = new TextTable(TEXTS);
const LONGEST_KNOWN = Math.max(...TEXTS.map(({ length }) => length));
const id: IdWords = { low: 0, high: 0 };

/** The same as `writeJson` of a value that `endOfPlain` has found. Returns its end. */
export function writeJsonAt(arena: Arena, bytes: Buffer, start: number): number {
	const first = bytes[start] as number;
	switch (first) {
		case QUOTE:
			return writeTextAt(arena, bytes, start);
		case LETTER_N:
			arena.byte(NULL);
			return start + 4;
		case LETTER_T:
			arena.byte(TRUE);
			return start + 4;
		case LETTER_F:
			arena.byte(FALSE);
			return start + 5;
		case OPEN_LIST:
			return writeListAt(arena, bytes, start);
	}
	return first >= ZERO && first <= NINE ? writeWholeAt(arena, bytes, start) : writeObjectAt(arena, bytes, start);
}

function writeObjectAt(arena: Arena, bytes: Buffer, start: number): number {
	arena.byte(OBJECT);
	let at = start + 1;
	while (bytes[at] !== CLOSE_OBJECT) {
		at = writeTextAt(arena, bytes, bytes[at] === COMMA ? at + 1 : at);
		at = writeJsonAt(arena, bytes, at + 1);
	}
	arena.byte(END);
	return at + 1;
}

/** The number of items comes first. It is one byte: a plain list has no more than fit. */
function writeListAt(arena: Arena, bytes: Buffer, start: number): number {
	arena.byte(ARRAY);
	const countAt = arena.length;
	arena.byte(0);
	let at = start + 1;
	let count = 0;
	for (; bytes[at] !== CLOSE_LIST; count++) at = writeJsonAt(arena, bytes, bytes[at] === COMMA ? at + 1 : at);
	arena.bytes[countAt] = count;
	return at + 1;
}

function writeWholeAt(arena: Arena, bytes: Buffer, start: number): number {
	let at = start;
	let value = 0;
	for (let code = bytes[at] as number; code >= ZERO && code <= NINE; code = bytes[++at] as number)
		value = value * 10 + code - ZERO;
	arena.byte(WHOLE);
	arena.varint(value);
	return at;
}

function writeTextAt(arena: Arena, bytes: Buffer, quote: number): number {
	const start = quote + 1;
	let end = start;
	while (bytes[end] !== QUOTE) end++;
	const size = end - start;
	const known = size <= LONGEST_KNOWN ? KNOWN.find(bytes, start, end) : -1;
	if (known >= 0) arena.byte(KNOWN_TEXT + known);
	else writeOtherTextAt(arena, bytes, start, end);
	return end + 1;
}

function writeOtherTextAt(arena: Arena, bytes: Buffer, start: number, end: number): void {
	const size = end - start;
	if (size >= 15 && size <= 20 && parseSnowflakeAt(bytes, start, end, id)) {
		arena.byte(ID);
		arena.word(id.low);
		arena.word(id.high);
		return;
	}
	const time = size >= 24 && size <= 32 ? parseTimestampAt(bytes, start, end) : undefined;
	if (time !== undefined) {
		arena.byte(TIMESTAMP);
		arena.float(time);
		return;
	}
	const from = arena.length;
	arena.byte(HASH);
	if (writeImageHashAt(arena, bytes, start, end)) return;
	arena.length = from;
	arena.byte(TEXT);
	arena.textAt(bytes, start, end);
}

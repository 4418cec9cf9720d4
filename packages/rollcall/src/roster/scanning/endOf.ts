import { endOfText } from './endOfPlain.js';

const FAIL = -1;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** The end of a list of texts without escapes or blanks; FAIL for any other value. */
export function endOfTexts(bytes: Uint8Array, start: number): number {
	let at = start + 1;
	if (bytes[at] === CLOSE_LIST) return at + 1;
	for (;;) {
		at = endOfText(bytes, at);
		if (at === FAIL) return FAIL;
		const behind = bytes[at++];
		if (behind === CLOSE_LIST) return at;
		if (behind !== COMMA) return FAIL;
	}
}

/** The end of a value, if it is one: whether it is JSON is for JSON.parse to say. */
export function endOf(bytes: Uint8Array, start: number): number {
	const first = bytes[start];
	if (first !== QUOTE && first !== OPEN_OBJECT && first !== OPEN_LIST) return endOfWord(bytes, start);
	let depth = 0;
	for (let at = start; at < bytes.length; at++) {
		const code = bytes[at];
		if (code === QUOTE) {
			for (at++; bytes[at] !== QUOTE; at++) {
				if (at >= bytes.length) return FAIL;
				if (bytes[at] === BACKSLASH) at++;
			}
		} else if (code === OPEN_OBJECT || code === OPEN_LIST) depth++;
		else if (code === CLOSE_OBJECT || code === CLOSE_LIST) depth--;
		if (depth === 0) return at + 1;
	}
	return FAIL;
}

/** The end of a number, or of a word such as `true`. */
export function endOfWord(bytes: Uint8Array, start: number): number {
	let at = start;
	while (at < bytes.length && bytes[at] !== COMMA && bytes[at] !== CLOSE_OBJECT && bytes[at] !== CLOSE_LIST) at++;
	return at;
}

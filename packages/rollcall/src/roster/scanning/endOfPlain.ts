const FAIL = -1;
const QUOTE = 0x22;
const COMMA = 0x2c;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const UNDERSCORE = 0x5f;
const LETTER_F = 0x66;
const LETTER_N = 0x6e;
const LETTER_T = 0x74;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const FIRST_PRINTABLE = 0x20;
/** Whatever is nested deeper, or has more entries, is for JSON.parse. */
const MOST_LEVELS = 6;
const MOST_ENTRIES = 16;
/** So many digits are sure to be below 2³². */
const MOST_DIGITS = 9;

/**
 * The end of a JSON value without blanks, escapes, numbers that are not plain, and keys that are repeated or that objects
 * take for something else; FAIL for any other, or for what is no JSON.
 */
export function endOfPlain(bytes: Uint8Array, start: number, levels = MOST_LEVELS): number {
	switch (bytes[start]) {
		case QUOTE:
			return endOfText(bytes, start);
		case LETTER_N:
			return isWord(bytes, start, 0x75, 0x6c, 0x6c) ? start + 4 : FAIL;
		case LETTER_T:
			return isWord(bytes, start, 0x72, 0x75, 0x65) ? start + 4 : FAIL;
		case LETTER_F:
			return isWord(bytes, start, 0x61, 0x6c, 0x73) && bytes[start + 4] === 0x65 ? start + 5 : FAIL;
		case OPEN_OBJECT:
			return levels > 0 ? endOfObject(bytes, start, levels - 1) : FAIL;
		case OPEN_LIST:
			return levels > 0 ? endOfList(bytes, start, levels - 1) : FAIL;
		default:
			return endOfWhole(bytes, start);
	}
}

function endOfObject(bytes: Uint8Array, start: number, levels: number): number {
	let at = start + 1;
	if (bytes[at] === CLOSE_OBJECT) return at + 1;
	for (let count = 0; count < MOST_ENTRIES; count++) {
		const key = at;
		at = endOfText(bytes, key);
		if (at === FAIL || bytes[at] !== COLON || isOdd(bytes, key + 1) || isRepeated(bytes, start, key, at)) return FAIL;
		at = endOfPlain(bytes, at + 1, levels);
		if (at === FAIL) return FAIL;
		const behind = bytes[at++];
		if (behind === CLOSE_OBJECT) return at;
		if (behind !== COMMA) return FAIL;
	}
	return FAIL;
}

function endOfList(bytes: Uint8Array, start: number, levels: number): number {
	let at = start + 1;
	if (bytes[at] === CLOSE_LIST) return at + 1;
	for (let count = 0; count < MOST_ENTRIES; count++) {
		at = endOfPlain(bytes, at, levels);
		if (at === FAIL) return FAIL;
		const behind = bytes[at++];
		if (behind === CLOSE_LIST) return at;
		if (behind !== COMMA) return FAIL;
	}
	return FAIL;
}

/** Objects sort keys of digits, and have a `__proto__`. */
function isOdd(bytes: Uint8Array, start: number): boolean {
	const first = bytes[start] as number;
	return (first >= ZERO && first <= NINE) || (first === UNDERSCORE && bytes[start + 1] === UNDERSCORE);
}

/** Whether the key stands, with its quotes and the colon, anywhere before. */
function isRepeated(bytes: Uint8Array, start: number, key: number, colon: number): boolean {
	const length = colon - key + 1;
	for (let at = start + 1; at + length <= key; at++) {
		let same = 0;
		while (same < length && bytes[at + same] === bytes[key + same]) same++;
		if (same === length) return true;
	}
	return false;
}

/** The end of a text without escapes; FAIL for any other. */
export function endOfText(bytes: Uint8Array, start: number): number {
	if (bytes[start] !== QUOTE) return FAIL;
	for (let at = start + 1; ; at++) {
		const code = bytes[at] as number;
		if (code === QUOTE) return at + 1;
		if (code === BACKSLASH || !(code >= FIRST_PRINTABLE)) return FAIL;
	}
}

function endOfWhole(bytes: Uint8Array, start: number): number {
	let at = start;
	for (let code = bytes[at] as number; code >= ZERO && code <= NINE; ) code = bytes[++at] as number;
	const digits = at - start;
	const isPlain = digits > 0 && digits <= MOST_DIGITS && (digits === 1 || bytes[start] !== ZERO);
	const behind = bytes[at];
	return isPlain && (behind === COMMA || behind === CLOSE_OBJECT || behind === CLOSE_LIST) ? at : FAIL;
}

function isWord(bytes: Uint8Array, start: number, second: number, third: number, fourth: number): boolean {
	return bytes[start + 1] === second && bytes[start + 2] === third && bytes[start + 3] === fourth;
}

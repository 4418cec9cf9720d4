import type { Arena } from './Arena.js';
import type { ArenaReader } from './ArenaReader.js';

/** What usernames are made of; three of 40 fit into two bytes. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789_.';
const BASE = 40;
const DIGITS = new Uint8Array(128).fill(0xff);
for (let digit = 0; digit < ALPHABET.length; digit++) DIGITS[ALPHABET.charCodeAt(digit)] = digit;
const MAX_LENGTH = 127;

/** Writes a username (lower-case letters, digits, `_` and `.`) in two thirds of its bytes; `false` for any other text. */
export function writeUsername(arena: Arena, text: string): boolean {
	const { length } = text;
	if (length > MAX_LENGTH) return false;
	arena.reserve(length + 2);
	const { bytes } = arena;
	let at = arena.length;
	bytes[at++] = length;
	for (let i = 0; i < length; i += 3) {
		const first = digitAt(text, i);
		const second = i + 1 < length ? digitAt(text, i + 1) : 0;
		const third = i + 2 < length ? digitAt(text, i + 2) : 0;
		if (first >= BASE || second >= BASE || third >= BASE) return false;
		const three = (first * BASE + second) * BASE + third;
		bytes[at++] = three & 0xff;
		bytes[at++] = three >>> 8;
	}
	arena.length = at;
	return true;
}

export function readUsername(reader: ArenaReader): string {
	const length = reader.byte();
	let text = '';
	for (let i = 0; i < length; i += 3) {
		const three = reader.byte() | (reader.byte() << 8);
		text += ALPHABET[Math.floor(three / (BASE * BASE))];
		if (i + 1 < length) text += ALPHABET[Math.floor(three / BASE) % BASE];
		if (i + 2 < length) text += ALPHABET[three % BASE];
	}
	return text;
}

/** At least {@link BASE} for a character that no username has. */
function digitAt(text: string, at: number): number {
	return DIGITS[text.charCodeAt(at)] ?? BASE;
}

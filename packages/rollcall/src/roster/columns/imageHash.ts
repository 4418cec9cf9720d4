import type { Arena } from './Arena.js';
import type { ArenaReader } from './ArenaReader.js';

/** Bytes of an image hash (MD5). */
const SIZE = 16;
const ANIMATED = 'a_';
/** Value of each hexadecimal digit in lower case; a value above 15 for any other character of ASCII. */
const DIGITS = new Uint8Array(128).fill(0xff);
for (let digit = 0; digit < 16; digit++) DIGITS[digit.toString(16).charCodeAt(0)] = digit;

/** Writes the hash of an image (32 digits in lower case, after `a_` if it is animated); `false` for any other text. */
export function writeImageHash(arena: Arena, text: string): boolean {
	const isAnimated = text.length === 2 * SIZE + ANIMATED.length && text.startsWith(ANIMATED);
	if (text.length !== 2 * SIZE && !isAnimated) return false;
	const start = isAnimated ? ANIMATED.length : 0;
	const { bytes, length } = arena;
	bytes[length] = isAnimated ? 1 : 0;
	let at = length + 1;
	let high = 0;
	for (let i = start; i < text.length; i++) {
		const digit = DIGITS[text.charCodeAt(i)] ?? 0xff;
		if (digit > 0xf) return false;
		if ((i & 1) === 0) high = digit;
		else bytes[at++] = (high << 4) | digit;
	}
	arena.length = at;
	return true;
}

export function readImageHash(reader: ArenaReader): string {
	const isAnimated = reader.byte() === 1;
	const hash = reader.hex(SIZE);
	return isAnimated ? ANIMATED + hash : hash;
}

export function skipImageHash(reader: ArenaReader): void {
	reader.skip(1 + SIZE);
}

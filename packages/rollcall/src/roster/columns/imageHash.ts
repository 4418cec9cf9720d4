import type { Arena } from './Arena.js';
import type { ArenaReader } from './ArenaReader.js';

/** Bytes of an image hash (MD5). */
const SIZE = 16;
const ANIMATED = 'a_';
/** Value of each hexadecimal digit in lower case; a value above 15 for any other character of ASCII. */
const DIGITS = new Uint8Array(128).fill(0xff);
for (let digit = 0; digit < 16; digit++) DIGITS[digit.toString(16).charCodeAt(0)] = digit;

/** Writes the hash of an image (32 digits in lower case, after `a_` where it is animated); `false` for any other text. */
export function writeImageHash(arena: Arena, text: string): boolean {
	const isAnimated = text.length === 2 * SIZE + ANIMATED.length && text.startsWith(ANIMATED);
	if (text.length !== 2 * SIZE && !isAnimated) return false;
	const start = isAnimated ? ANIMATED.length : 0;
	arena.reserve(SIZE + 1);
	const { bytes, length } = arena;
	bytes[length] = isAnimated ? 1 : 0;
	for (let i = 0; i < SIZE; i++) {
		const high = DIGITS[text.charCodeAt(start + 2 * i)] ?? 0xff;
		const low = DIGITS[text.charCodeAt(start + 2 * i + 1)] ?? 0xff;
		if ((high | low) > 0xf) return false;
		bytes[length + 1 + i] = (high << 4) | low;
	}
	arena.length = length + 1 + SIZE;
	return true;
}

export function readImageHash(reader: ArenaReader): string {
	const isAnimated = reader.byte() === 1;
	const hash = reader.hex(SIZE);
	return isAnimated ? ANIMATED + hash : hash;
}

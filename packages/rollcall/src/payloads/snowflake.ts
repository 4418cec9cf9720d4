/**
 * Ten to the ninth. Ids are read and written in two decimal halves, which fit into numbers. A BigInt for each would cost too
 * much.
 */
const BILLION = 1_000_000_000;
const TWO_16 = 0x1_0000;
const TWO_32 = 0x1_0000_0000;

/** A 64-bit id as two unsigned words. */
export interface IdWords {
	low: number;
	high: number;
}

/** Reads an id as Discord writes it (decimal, no leading zero, 64 bits) into `words`; `false` if it is none. */
export function parseSnowflake(text: string, words: IdWords): boolean {
	const { length } = text;
	if (length === 0 || length > 20 || text.charCodeAt(0) === 48) return false;
	const cut = length - 9;
	let top = 0;
	let bottom = 0;
	for (let at = 0; at < length; at++) {
		const digit = text.charCodeAt(at) - 48;
		if (digit < 0 || digit > 9) return false;
		if (at < cut) top = top * 10 + digit;
		else bottom = bottom * 10 + digit;
	}
	return join(top, bottom, words);
}

/** The same of an id in ASCII. */
export function parseSnowflakeAt(bytes: Uint8Array, start: number, end: number, words: IdWords): boolean {
	if (end <= start || end - start > 20 || bytes[start] === 48) return false;
	const cut = end - 9;
	let top = 0;
	let bottom = 0;
	for (let at = start; at < end; at++) {
		const digit = (bytes[at] as number) - 48;
		if (digit < 0 || digit > 9) return false;
		if (at < cut) top = top * 10 + digit;
		else bottom = bottom * 10 + digit;
	}
	return join(top, bottom, words);
}

/** Two decimal halves as two words; `false` if the number has more than 64 bits. */
function join(top: number, bottom: number, words: IdWords): boolean {
	// top × 10⁹ + bottom in base 2³², by way of 2¹⁶: every step stays below 2⁵³.
	const upper = Math.floor(top / TWO_16) * BILLION;
	const rest = (upper % TWO_16) * TWO_16 + (top % TWO_16) * BILLION + bottom;
	const high = Math.floor(upper / TWO_16) + Math.floor(rest / TWO_32);
	if (high >= TWO_32) return false;
	words.high = high;
	words.low = rest % TWO_32;
	return true;
}

/** The id as Discord writes it. */
export function formatSnowflake(low: number, high: number): string {
	const upper = Math.floor(high / TWO_16);
	const lower = high % TWO_16;
	// 2⁴⁸ = 281,474 × 10⁹ + 976,710,656 and 2³² = 4 × 10⁹ + 294,967,296.
	const rest = upper * 976_710_656 + lower * 294_967_296 + low;
	const top = upper * 281_474 + lower * 4 + Math.floor(rest / BILLION);
	const bottom = rest % BILLION;
	return top === 0 ? String(bottom) : String(top) + String(bottom + BILLION).slice(1);
}

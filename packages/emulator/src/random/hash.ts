/**
 * Mixes two 32-bit numbers into one, so that neighbours share nothing (the finaliser of MurmurHash3).
 * Every choice about member i is drawn from such a number: no state, so any member can be made at any time.
 */
export function mix(a: number, b: number): number {
	let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b, 0xc2b2ae35);
	h ^= h >>> 16;
	h = Math.imul(h, 0x85ebca6b);
	h ^= h >>> 13;
	h = Math.imul(h, 0xc2b2ae35);
	return (h ^ (h >>> 16)) >>> 0;
}

/** A 32-bit number from a text, for seeds that depend on ids. */
export function hashText(text: string): number {
	let h = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
	return mix(h >>> 0, text.length);
}

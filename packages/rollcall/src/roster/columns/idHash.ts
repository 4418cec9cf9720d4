/** Spreads ids evenly over 32 bits, because ids of one moment differ in few of their bits. */
export function idHash(low: number, high: number): number {
	let h = Math.imul(low ^ Math.imul(high, 0x85eb_ca6b), 0x9e37_79b1);
	h = Math.imul(h ^ (h >>> 15), 0xc2b2_ae35);
	return (h ^ (h >>> 16)) >>> 0;
}

/** Differs between ids whose hashes are close, as those of neighbouring slots are. */
export function idMark(hashed: number): number {
	return Math.imul(hashed, 0x9e37_79b1);
}

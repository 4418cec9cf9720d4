/**
 * Orders ids as Discord does: by number. They are too long for a JavaScript number. Of two texts without leading zeros, the
 * longer one is greater, so that no BigInt is needed.
 */
export function compareIds(a: string, b: string): number {
	if (a.length !== b.length) return a.length - b.length;
	return a < b ? -1 : a > b ? 1 : 0;
}

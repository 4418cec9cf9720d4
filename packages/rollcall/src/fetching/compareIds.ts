/**
 * Orders ids as Discord does: by number. They are too long for a JavaScript number; of texts without leading zeros the
 * longer one is the greater, so no BigInt is made of each.
 */
export function compareIds(a: string, b: string): number {
	if (a.length !== b.length) return a.length - b.length;
	return a < b ? -1 : a > b ? 1 : 0;
}

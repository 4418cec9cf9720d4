/** Reads at most this many items from the end of a list with a stable order. */
export type ReadLast<Item> = (most: number) => readonly Item[];

/** The last items of several lists, one after the other. It reads no more of each list than needed. */
export function lastOf<Item>(lists: readonly ReadLast<Item>[], most: number): Item[] {
	const last: Item[] = [];
	for (const read of [...lists].reverse()) {
		const left = most - last.length;
		if (left <= 0) break;
		last.unshift(...read(left));
	}
	return last;
}

/** Reads at most so many items from the end of a list, of an order that stays the same. */
export type ReadLast<Item> = (most: number) => readonly Item[];

/** The last items of several lists, one after the other; no more is read of any than is wanted. */
export function lastOf<Item>(lists: readonly ReadLast<Item>[], most: number): Item[] {
	const last: Item[] = [];
	for (const read of [...lists].reverse()) {
		const left = most - last.length;
		if (left <= 0) break;
		last.unshift(...read(left));
	}
	return last;
}

/** The position of the first item that is not before `item`: where it is, or where it belongs. */
export function lowerBound<T>(items: readonly T[], item: T, compare: (a: T, b: T) => number): number {
	let low = 0;
	let high = items.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (compare(items[middle] as T, item) < 0) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Whether a sorted list holds the item. */
export function hasSorted<T>(items: readonly T[], item: T, compare: (a: T, b: T) => number): boolean {
	const at = lowerBound(items, item, compare);
	return at < items.length && compare(items[at] as T, item) === 0;
}

/** Inserts an item at its position, unless it is there. */
export function insertSorted<T>(items: T[], item: T, compare: (a: T, b: T) => number): void {
	const at = lowerBound(items, item, compare);
	if (at === items.length || compare(items[at] as T, item) !== 0) items.splice(at, 0, item);
}

/** Removes an item, if it is there. */
export function removeSorted<T>(items: T[], item: T, compare: (a: T, b: T) => number): void {
	const at = lowerBound(items, item, compare);
	if (at < items.length && compare(items[at] as T, item) === 0) items.splice(at, 1);
}

export const byNumber = (a: number, b: number): number => a - b;

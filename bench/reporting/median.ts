/** The middle of these numbers; of an even count the mean of the two in the middle. */
export function median(values: readonly number[]): number {
	if (values.length === 0) throw new RangeError('There is no median of nothing.');
	const inOrder = values.toSorted((a, b) => a - b);
	const upper = Math.floor(inOrder.length / 2);
	const lower = inOrder.length % 2 === 0 ? upper - 1 : upper;
	return ((inOrder[lower] as number) + (inOrder[upper] as number)) / 2;
}

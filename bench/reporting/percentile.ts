/** The smallest of these numbers that a `share` of them (0 to 1) does not exceed: the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
	if (values.length === 0) throw new RangeError('There is no percentile of nothing.');
	const inOrder = values.toSorted((a, b) => a - b);
	return inOrder[Math.max(0, Math.ceil(share * inOrder.length) - 1)] as number;
}

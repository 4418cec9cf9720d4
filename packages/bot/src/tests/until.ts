/** Lets the loop turn until it is so. */
export async function until(isSo: () => boolean): Promise<void> {
	while (!isSo()) await new Promise(setImmediate);
}

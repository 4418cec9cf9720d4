/** Lets the event loop turn until the condition holds. */
export async function until(isSo: () => boolean): Promise<void> {
	while (!isSo()) await new Promise(setImmediate);
}

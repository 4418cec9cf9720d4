let last: Promise<void> = Promise.resolve();

/**
 * Waits for a turn of the event loop of one's own. Whatever reads very many rows asks for one between two pieces, each about a
 * millisecond long: so many of them at once take one piece in a turn, and not one piece each, and hold up nobody.
 */
export function turn(): Promise<void> {
	last = last.then(() => new Promise((resolve) => void setImmediate(resolve)));
	return last;
}

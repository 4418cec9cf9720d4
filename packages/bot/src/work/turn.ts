let last: Promise<void> = Promise.resolve();

/**
 * Waits for its own turn of the event loop. Code that reads very many rows awaits it between two pieces, each about a
 * millisecond long. If several such loops run, each turn does one piece in total, so other work is not blocked.
 */
export function turn(): Promise<void> {
	last = last.then(() => new Promise((resolve) => void setImmediate(resolve)));
	return last;
}

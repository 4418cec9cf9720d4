import { setImmediate } from 'node:timers/promises';

/** Visits every item, `size` items in each turn of the event loop, so that other work runs in between. */
export async function inTurns<T>(items: Iterable<T>, size: number, visit: (item: T) => void): Promise<void> {
	let count = 0;
	for (const item of items) {
		if (++count % size === 0) await setImmediate();
		visit(item);
	}
}

import { setImmediate } from 'node:timers/promises';

/** How long other work waits at most, unless a single visit takes longer. */
const TURN_MS = 10;
/** Reading the time takes longer than a short visit. */
const VISITS_A_LOOK = 16;

/**
 * Visits every item, for some milliseconds in each turn of the event loop, so that other work runs in between. How many items
 * that is depends on the machine and on what the visitor does.
 *
 * @param visitsALook - after how many visits the time is read: one, if a visit takes long
 */
export async function inTurns<T>(
	items: Iterable<T>,
	visit: (item: T) => void,
	visitsALook = VISITS_A_LOOK,
): Promise<void> {
	let count = 0;
	let startedAt = performance.now();
	for (const item of items) {
		if (++count % visitsALook === 0 && performance.now() - startedAt >= TURN_MS) {
			await setImmediate();
			startedAt = performance.now();
		}
		visit(item);
	}
}

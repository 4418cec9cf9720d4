import { createHook } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';

/** Compressions and decompressions whose result was not passed on yet. */
const running = new Map<number, number>();
/** Pieces of work of one that is as small as those of a simulation. */
const PIECES = 2;
let isWatching = false;

/** A turn of the event loop, and as many as it takes until nothing is being compressed: that happens in another thread. */
export async function untilPacked(): Promise<void> {
	if (!isWatching) {
		isWatching = true;
		createHook({
			init: (id, type) => void (type === 'ZLIB' && running.set(id, PIECES)),
			after: (id) => {
				const left = (running.get(id) ?? 0) - 1;
				if (left > 0) running.set(id, left);
				else running.delete(id);
			},
		}).enable();
	}
	do await setImmediate();
	while (running.size > 0);
}

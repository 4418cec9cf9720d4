import { setImmediate } from 'node:timers/promises';

/** Lets go of what nobody holds any more, so that the next read begins with nothing from the one before. */
export async function settle(): Promise<void> {
	await setImmediate(); // what a WeakRef has given stays until the turn ends
	globalThis.gc?.();
	await setImmediate();
}

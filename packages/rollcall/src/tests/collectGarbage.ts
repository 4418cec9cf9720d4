import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/**
 * Frees all that nothing refers to, and returns the bytes of buffers that are in use then. The columns of rosters are buffers;
 * of the heap, V8 gives back code that has not run for a while, which is more than a small roster.
 */
export async function collectGarbage(): Promise<number> {
	// An object that a WeakRef has returned lives to the end of its turn of the event loop.
	await new Promise((resolve) => setImmediate(resolve));
	collect();
	collect(); // the buffers that one frees are swept beside it, and counted when the next begins
	return process.memoryUsage().arrayBuffers;
}

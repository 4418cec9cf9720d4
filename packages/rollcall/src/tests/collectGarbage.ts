import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Frees all that nothing refers to, and returns the bytes of heap and buffers that are in use then. */
export async function collectGarbage(): Promise<number> {
	// What a WeakRef has given out lives to the end of its turn of the event loop.
	await new Promise((resolve) => setImmediate(resolve));
	collect();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

import { setImmediate } from 'node:timers/promises';
import { memoryInUse } from './HeapPeak.js';

/** Bytes that are reachable, after two forced collections. */
export async function memoryKept(): Promise<number> {
	if (!globalThis.gc) throw new Error('The bench needs --expose-gc.');
	for (let round = 0; round < 2; round++) {
		globalThis.gc();
		await setImmediate(); // what the collection has released is given back between two turns of the loop
	}
	return memoryInUse();
}

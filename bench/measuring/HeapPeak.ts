import { GCProfiler } from 'node:v8';

/** The part of V8's profile that matters here, in bytes. */
interface CollectionProfile {
	readonly beforeGC: { readonly heapStatistics: { readonly usedHeapSize: number; readonly externalMemory: number } };
}

/** Bytes of heap and of memory outside it (buffers) that are in use now. */
export function memoryInUse(): number {
	const { heapUsed, external } = process.memoryUsage(); // external has the ArrayBuffers in it
	return heapUsed + external;
}

/**
 * Watches how much memory is in use. The memory in use falls only in a garbage collection. So the figures of V8 before
 * each one, and the memory in use at the end, give the exact peak. A timer would miss it, because it cannot run during
 * a stall.
 */
export class HeapPeak {
	readonly #profiler = new GCProfiler();

	constructor() {
		this.#profiler.start();
	}

	/** Stops and gives the peak in bytes. */
	stop(): number {
		const profile = this.#profiler.stop() as unknown as { readonly statistics: readonly CollectionProfile[] };
		let peak = memoryInUse();
		for (const { beforeGC } of profile.statistics) {
			const { usedHeapSize, externalMemory } = beforeGC.heapStatistics;
			peak = Math.max(peak, usedHeapSize + externalMemory);
		}
		return peak;
	}
}

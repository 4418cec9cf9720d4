import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Side } from '../sides/Side.js';
import { cpuSince } from './cpu.js';
import { HeapPeak, memoryInUse } from './HeapPeak.js';
import type { Measurements } from './Measurements.js';

const MB = 1_000_000;
/** At 1 ms, waking up takes 2 to 3 % of a core by itself, and the fetch would be charged with it. */
const STALL_RESOLUTION_MS = 10;

/** What a full fetch says of itself, and what it costs. */
export interface MeasuredFetch {
	readonly count: number;
	readonly measurements: Pick<
		Measurements,
		'bytesPerMember' | 'cpuMs' | 'wallMs' | 'peakHeapMb' | 'peakRssMb' | 'stallMs'
	>;
}

/** Measures a full fetch of a guild that the side has not fetched before. */
export async function measureFetch(side: Side, guildId: string): Promise<MeasuredFetch> {
	const before = await memoryKept();
	const delay = monitorEventLoopDelay({ resolution: STALL_RESOLUTION_MS });
	delay.enable();
	await setTimeout(20);
	const peak = new HeapPeak();
	delay.reset();
	const cpu = process.cpuUsage();
	const startedAt = performance.now();
	const count = await side.fetchAll(guildId);
	const wallMs = performance.now() - startedAt;
	const cpuMs = cpuSince(cpu);
	const peakHeapMb = peak.stop() / MB;
	const peakRssMb = (process.resourceUsage().maxRSS * 1024) / MB;
	await setTimeout(20); // a stall that ends with the fetch is noted when the loop has come round
	delay.disable();
	const stallMs = delay.max / 1e6;
	const bytesPerMember = ((await memoryKept()) - before) / count;
	return { count, measurements: { bytesPerMember, cpuMs, wallMs, peakHeapMb, peakRssMb, stallMs } };
}

/** Bytes that are reachable. */
async function memoryKept(): Promise<number> {
	if (!globalThis.gc) throw new Error('The bench needs --expose-gc.');
	for (let round = 0; round < 2; round++) {
		globalThis.gc();
		await setImmediate(); // what the collection has released is given back between two turns of the loop
	}
	return memoryInUse();
}

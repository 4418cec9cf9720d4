import type { Side } from '../sides/Side.js';
import { cpuSince } from './cpu.js';
import { HeapPeak } from './HeapPeak.js';
import type { Measurements } from './Measurements.js';
import { memoryKept } from './memoryKept.js';
import { StallWatch } from './StallWatch.js';

const MB = 1_000_000;

/** The claims of a full fetch, and its cost. */
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
	const stall = new StallWatch();
	const peak = new HeapPeak();
	await stall.start();
	const cpu = process.cpuUsage();
	const startedAt = performance.now();
	const count = await side.fetchAll(guildId);
	const wallMs = performance.now() - startedAt;
	const cpuMs = cpuSince(cpu);
	const peakHeapMb = peak.stop() / MB;
	const peakRssMb = (process.resourceUsage().maxRSS * 1024) / MB;
	const stallMs = await stall.stop();
	const bytesPerMember = ((await memoryKept()) - before) / count;
	return { count, measurements: { bytesPerMember, cpuMs, wallMs, peakHeapMb, peakRssMb, stallMs } };
}

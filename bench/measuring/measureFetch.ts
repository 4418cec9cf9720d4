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
	/** Bytes in use before the fetch. */
	readonly keptBefore: number;
	readonly measurements: Pick<
		Measurements,
		'unreportedShare' | 'bytesPerMember' | 'cpuMs' | 'wallMs' | 'peakHeapMb' | 'peakRssMb' | 'stallMs'
	>;
}

/** Measures a full fetch of a guild that the side has not fetched before. */
export function measureFetch(side: Side, guildId: string): Promise<MeasuredFetch> {
	return measureFetching(side, () => side.fetchAll(guildId));
}

/** The same of whatever gives members, and says how many it gave. */
export async function measureFetching(side: Side, fetch: () => Promise<number>): Promise<MeasuredFetch> {
	const before = await memoryKept();
	const reportedBefore = side.reportedBytes?.() ?? 0;
	const stall = new StallWatch();
	const peak = new HeapPeak();
	await stall.start();
	const cpu = process.cpuUsage();
	const startedAt = performance.now();
	const count = await fetch();
	const wallMs = performance.now() - startedAt;
	const cpuMs = cpuSince(cpu);
	const peakHeapMb = peak.stop() / MB;
	const peakRssMb = (process.resourceUsage().maxRSS * 1024) / MB;
	const stallMs = await stall.stop();
	const kept = (await memoryKept()) - before;
	const reported = side.reportedBytes && side.reportedBytes() - reportedBefore;
	const share = reported === undefined ? {} : { unreportedShare: 1 - reported / kept };
	const memory = { bytesPerMember: kept / count, peakHeapMb, peakRssMb, ...share };
	return { count, keptBefore: before, measurements: { ...memory, cpuMs, wallMs, stallMs } };
}

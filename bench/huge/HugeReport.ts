import type { Setting } from '../reporting/Report.js';

/** One fetch of the largest guild, standalone: what is kept as JSON. */
export interface HugeReport {
	readonly setting: Setting;
	readonly members: number;
	/** Whether the list was that of the world in every field. */
	readonly isRight: boolean;
	readonly wallMs: number;
	readonly cpuMs: number;
	readonly bytesPerMember: number;
	readonly peakHeapMb: number;
	readonly peakRssMb: number;
	readonly stallMs: number;
	/** The second call, the median of some. */
	readonly secondCallMs: number;
}

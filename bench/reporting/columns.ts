import type { MeasurementName } from '../measuring/Measurements.js';
import { formatMs, significant, whole } from './figures.js';

/** One measurement as it is shown. */
export interface Column {
	readonly name: MeasurementName;
	readonly title: string;
	/** The figure with its unit. */
	format(value: number): string;
	/** Shown with its ratio to discord.js. */
	readonly withRatio: boolean;
}

/** The measurements in the order of the tables. */
export const columns: readonly Column[] = [
	{ name: 'bytesPerMember', title: 'bytes a member kept', format: (bytes) => whole(bytes), withRatio: true },
	{ name: 'cpuMs', title: 'CPU of a full fetch', format: formatMs, withRatio: true },
	{ name: 'wallMs', title: 'time of a full fetch', format: formatMs, withRatio: false },
	{ name: 'peakHeapMb', title: 'peak heap', format: (mb) => `${whole(mb)} MB`, withRatio: true },
	{ name: 'peakRssMb', title: 'peak RSS', format: (mb) => `${whole(mb)} MB`, withRatio: false },
	{ name: 'stallMs', title: 'longest stall', format: formatMs, withRatio: true },
	{ name: 'secondCallMs', title: 'second call', format: formatMs, withRatio: false },
	{ name: 'lookupUs', title: 'lookup by id', format: (us) => `${significant(us)} µs`, withRatio: false },
	{ name: 'roleMs', title: 'members of a role', format: formatMs, withRatio: true },
	{ name: 'filterMs', title: 'filter by predicate', format: formatMs, withRatio: true },
	{ name: 'updatesCpuMs', title: 'CPU of 10,000 updates', format: formatMs, withRatio: true },
];

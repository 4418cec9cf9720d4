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

const formatMb = (mb: number) => `${whole(mb)} MB`;
const formatUs = (us: number) => `${significant(us)} µs`;
const formatShare = (share: number) => `${Math.round(share * 100)} %`;

/** The measurements of every side, in the order of the tables. */
export const columns: readonly Column[] = [
	{ name: 'bytesPerMember', title: 'bytes a member kept', format: whole, withRatio: true },
	{ name: 'bytesAfterReads', title: '… after every read', format: whole, withRatio: true },
	{ name: 'cpuMs', title: 'CPU of a full fetch', format: formatMs, withRatio: true },
	{ name: 'wallMs', title: 'time of a full fetch', format: formatMs, withRatio: false },
	{ name: 'peakHeapMb', title: 'peak heap', format: formatMb, withRatio: true },
	{ name: 'peakRssMb', title: 'peak RSS', format: formatMb, withRatio: false },
	{ name: 'stallMs', title: 'longest stall', format: formatMs, withRatio: true },
	{ name: 'secondCallMs', title: 'second call', format: formatMs, withRatio: false },
	{ name: 'lookupUs', title: 'lookup by id', format: formatUs, withRatio: false },
	{ name: 'roleMs', title: 'members of a role', format: formatMs, withRatio: true },
	{ name: 'filterMs', title: 'filter by predicate', format: formatMs, withRatio: true },
	{ name: 'updatesCpuMs', title: 'CPU of 10,000 updates', format: formatMs, withRatio: true },
];

/** Those that only some sides have. */
export const furtherColumns: readonly Column[] = [
	{ name: 'listenedCpuMs', title: 'CPU of 10,000 updates with a listener', format: formatMs, withRatio: true },
	{ name: 'getColdUs', title: 'cache.get', format: formatUs, withRatio: true },
	{ name: 'getReadUs', title: 'cache.get, and name, flags and tag', format: formatUs, withRatio: true },
	{ name: 'getHeldUs', title: 'cache.get of a member who is held', format: formatUs, withRatio: true },
	{ name: 'walkPeakMb', title: 'peak heap of a full walk', format: formatMb, withRatio: true },
	{ name: 'streamStallMs', title: 'longest stall of a stream', format: formatMs, withRatio: false },
	{ name: 'filterStallMs', title: 'longest stall of fetchMembersWithFilter', format: formatMs, withRatio: false },
	{ name: 'unreportedShare', title: 'bytes held, but not reported', format: formatShare, withRatio: false },
	{ name: 'missUs', title: 'users.cache.get of a stranger', format: formatUs, withRatio: true },
];

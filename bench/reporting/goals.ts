import type { MeasurementName } from '../measuring/Measurements.js';
import type { SideName } from '../sides/index.js';

/** A number that the service is to reach. */
export interface Goal {
	readonly title: string;
	readonly name: MeasurementName;
	/** The sides that it is for. */
	isFor(side: SideName): boolean;
	/** The only size that it is for; every size if left out. */
	readonly members?: number;
	/** The largest figure that reaches it, given that of discord.js. */
	limit(reference: number): number;
}

const STANDALONE: SideName = 'service-standalone';
const isService = (side: SideName) => side.startsWith('service');
/** Those that keep each member once. */
const isLean = (side: SideName) => side === 'service-lean' || side === 'service-standalone';

/** The goals of the service. */
export const goals: readonly Goal[] = [
	{
		title: 'CPU of a full fetch with discord.js as client: at most 1.15 times that of discord.js alone',
		name: 'cpuMs',
		isFor: (side) => isService(side) && side !== STANDALONE,
		limit: (reference) => 1.15 * reference,
	},
	{
		title: 'CPU of a full fetch standalone: at most half that of discord.js',
		name: 'cpuMs',
		isFor: (side) => side === STANDALONE,
		limit: (reference) => 0.5 * reference,
	},
	{
		title: 'bytes a member with every field kept: at most 100',
		name: 'bytesPerMember',
		isFor: isLean,
		limit: () => 100,
	},
	{
		title: 'peak heap: under 512 MB at a million',
		name: 'peakHeapMb',
		isFor: isLean,
		members: 1_000_000,
		limit: () => 512,
	},
	{
		title: 'longest stall: no longer than with discord.js',
		name: 'stallMs',
		isFor: isService,
		limit: (reference) => reference,
	},
	{
		title: 'longest stall: at most 100 ms at a million',
		name: 'stallMs',
		isFor: isService,
		members: 1_000_000,
		limit: () => 100,
	},
	{ title: 'second call: under 1 ms', name: 'secondCallMs', isFor: isService, limit: () => 1 },
	{ title: 'lookup by id: under 20 µs', name: 'lookupUs', isFor: isService, limit: () => 20 },
	{
		title: 'members of a role: under 1 ms at 100,000',
		name: 'roleMs',
		isFor: isService,
		members: 100_000,
		limit: () => 1,
	},
	{
		title: 'members of a role: under 5 ms at a million',
		name: 'roleMs',
		isFor: isService,
		members: 1_000_000,
		limit: () => 5,
	},
];

import type { Setting } from '../reporting/Report.js';

/** One way to get all members of a guild by chunks. */
export interface Throughput {
	readonly server: 'emulator' | 'bare ws server';
	readonly compression: 'none' | 'zlib-stream';
	/** Median of all rounds. */
	readonly membersPerSecond: number;
}

/** Many sessions that ask for all members of one guild at once. */
export interface Crowd {
	readonly sessions: number;
	readonly members: number;
	readonly areComplete: boolean;
	readonly peakRssMb: number;
	readonly seconds: number;
}

/** The emulator under load, as `npm run bench:emulator` finds it. */
export interface EmulatorReport {
	readonly setting: Setting;
	readonly members: number;
	readonly throughputs: readonly Throughput[];
	readonly crowd: Crowd;
	/** From a call of `reset()` until a changed world of 1,000 members is that of the start. */
	readonly resetMs: number;
	/** From the start of the command to a bot's READY, the median of some. */
	readonly readyMs: number;
	readonly connections: number;
	/** Until a new socket got HELLO, while so many others were open and silent. */
	readonly helloMs: number;
}

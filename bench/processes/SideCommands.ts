import type { MeasuredFetch } from '../measuring/measureFetch.js';
import type { MeasuredReads } from '../measuring/measureReads.js';
import type { Target } from '../sides/Target.js';

/** The commands of a side's process, in this order. */
export interface SideCommands {
	/** Logs in, and asks everything once of the small guild. */
	connect(options: { target: Target }): void;
	fetch(options: Record<string, never>): MeasuredFetch;
	read(options: Record<string, never>): MeasuredReads;
	/** The fingerprint of its list; of every field as well, if it keeps them as Discord sends them. */
	digest(options: Record<string, never>): { digest: string; rawDigest: string | undefined };
	/** Starts to wait for the last of the live updates; false if events do not change its list. */
	watch(options: Record<string, never>): boolean;
	/** The CPU time that the live updates took, in ms, and the fingerprint of the changed members in its list. */
	watched(options: { ids: readonly string[] }): { cpuMs: number; digest: string };
}

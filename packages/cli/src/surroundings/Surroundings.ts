import type { Writable } from 'node:stream';
import type { ConfigPatch, IClock } from 'rollcall/standalone';

/** An output of the process. */
export interface Output extends Writable {
	/** Whether it is a terminal. */
	readonly isTTY?: boolean;
}

/** What the command line gets from its process. A test passes its own. */
export interface Surroundings {
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Results, and nothing else. */
	readonly stdout: Output;
	/** Progress, notes and errors. */
	readonly stderr: Output;
	/** Fires when the user interrupts the command. */
	readonly signal: AbortSignal;
	/** Settings of the service; a test has shorter times. */
	readonly config?: ConfigPatch;
	/** The time of the service. */
	readonly clock?: IClock;
}

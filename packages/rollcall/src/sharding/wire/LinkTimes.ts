/** How often both sides of an open question say that they are there. */
export const PULSE_MS = 1_000;

/** How long the sides of a question wait for each other, in ms. */
export interface LinkTimes {
	/** After so much silence, the other side is taken to be gone. */
	readonly silence: number;
	/** How long a question waits for a process that has yet to start or to log in. */
	readonly owner: number;
}

export const DEFAULT_TIMES: LinkTimes = { silence: 10_000, owner: 30_000 };

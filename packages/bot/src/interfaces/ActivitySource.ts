/** From `from` to just before `to`, in epoch milliseconds. */
export interface Period {
	readonly from: number;
	readonly to: number;
}

/** What one member did in a period. */
export interface ActivitySum {
	/** Milliseconds in voice that count as active. */
	readonly activeMs: number;
	/** Milliseconds in voice that do not: in the AFK channel, and alone or deafened where that is set so. */
	readonly idleMs: number;
	readonly messages: number;
	/** Epoch milliseconds of the last sign of him in the period. */
	readonly lastSeenAt: number;
}

/**
 * The share of the time from a moment in a period to its end in which the tracker was watching, 0..1. Without a moment: of
 * the whole period.
 */
export type CoverageSince = (from?: number) => number;

/** What reports ask of the tracker. */
export interface ActivitySource {
	/**
	 * By user id. Who did nothing is absent; who has opted out is absent as well, see {@link hasOptedOut}.
	 *
	 * @param userIds - of them alone; of a few among many it takes far less time
	 */
	sums(guildId: string, period: Period, userIds?: readonly string[]): ReadonlyMap<string, ActivitySum>;
	/** How much of the period was watched. A member who joined inside is asked about from then on. */
	coverage(guildId: string, period: Period): CoverageSince;
	/** Whether the user wants no activity of his to be kept: nothing can be said of him. */
	hasOptedOut(guildId: string, userId: string): boolean;
}

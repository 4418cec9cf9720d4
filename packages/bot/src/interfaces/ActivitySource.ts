/** From `from` to just before `to`, in epoch milliseconds. */
export interface Period {
	readonly from: number;
	readonly to: number;
}

/** The activity of one member in a period. */
export interface ActivitySum {
	/** Milliseconds in voice that count as active. */
	readonly activeMs: number;
	/** Milliseconds in voice that do not: in the AFK channel, and alone or deafened if the guild has set so. */
	readonly idleMs: number;
	readonly messages: number;
	/** Epoch milliseconds of their last activity in the period. */
	readonly lastSeenAt: number;
}

/**
 * The share of the time from a moment in a period to its end that the tracker watched, 0 to 1. Without a moment, it is
 * the share of the whole period.
 */
export type CoverageSince = (from?: number) => number;

/** The activity that reports need. */
export interface ActivitySource {
	/**
	 * Sums by user id, without users that did nothing or have opted out, see {@link hasOptedOut}.
	 *
	 * @param userIds - only these users; a few among many take far less time
	 *
	 */
	sums(guildId: string, period: Period, userIds?: readonly string[]): ReadonlyMap<string, ActivitySum>;
	/** How much of the period was watched. For a member that joined within it, ask from that moment on. */
	coverage(guildId: string, period: Period): CoverageSince;
	/** Whether the user wants no activity recorded, so that nothing can be said about them. */
	hasOptedOut(guildId: string, userId: string): boolean;
}

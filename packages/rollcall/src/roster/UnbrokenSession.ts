import type { Reason } from '../errors/because.js';

/**
 * A stretch of a guild's events without a gap: one gateway session (resumed or not), no outage of the guild, no skipped
 * sequence number. Its events can keep true what was learned in it, but not what was learned before.
 */
export class UnbrokenSession {
	#brokenBy: Reason | undefined;

	/** The reason why it ended; `undefined` while it lasts. */
	get brokenBy(): Reason | undefined {
		return this.#brokenBy;
	}

	break(reason: Reason): void {
		this.#brokenBy ??= reason;
	}
}

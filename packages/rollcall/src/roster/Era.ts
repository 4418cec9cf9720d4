import type { Reason } from '../errors/because.js';

/**
 * A stretch of a guild's events without a gap: one gateway session (resumed or not), no outage of the guild, no skipped
 * sequence number. What was learned in it can be kept true by its events; what was learned before it can not.
 */
export class Era {
	#endedBy: Reason | undefined;

	/** What ended it; `undefined` while it lasts. */
	get endedBy(): Reason | undefined {
		return this.#endedBy;
	}

	end(reason: Reason): void {
		this.#endedBy ??= reason;
	}
}

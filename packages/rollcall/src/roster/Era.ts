import type { Reason } from '../errors/because.js';

/**
 * A stretch of a guild's events without a gap: one gateway session (resumed or not), no outage of the guild, no skipped
 * sequence number. Its events can keep true what was learned in it, but not what was learned before.
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

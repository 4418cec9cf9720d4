import type { Logger } from '../logging/index.js';
import type { ActivityLedger } from './ActivityLedger.js';

/**
 * Whether the ledger can write. A full disk or a locked file does not end the bot; what cannot be written counts as not
 * watched.
 */
export class LedgerHealth {
	#isBroken = false;

	constructor(
		private readonly ledger: ActivityLedger,
		private readonly logger: Logger,
	) {}

	/** Whether the last attempt failed. */
	get isBroken(): boolean {
		return this.#isBroken;
	}

	/** Never throws. */
	attempt(write: () => void): void {
		try {
			write();
		} catch (error) {
			if (!this.#isBroken) this.logger.error({ err: error }, 'Activity cannot be written; not watching until it can');
			this.#isBroken = true;
			this.ledger.abandon();
		}
	}

	/** Ends what the failure has left open, and begins again. Throws if it is still broken. */
	mend(begin: () => void): void {
		this.ledger.recover();
		begin();
		this.#isBroken = false;
		this.logger.info('Activity can be written again; watching');
	}
}

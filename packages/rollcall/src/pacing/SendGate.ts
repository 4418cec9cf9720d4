import type { IClock } from '../interfaces/IClock.js';
import { RateGate } from './RateGate.js';

/**
 * Op 8 sends of ours in any 60 s. Discord closes a connection (4008) that sends more than 120 events in 60 s; the rest
 * is left to heartbeats and to what the bot itself sends.
 */
const OUR_SENDS = { count: 90, windowMs: 60_000 };

/** Paces our sends on one shard's connection, so that Discord does not close it. */
export class SendGate {
	readonly #gate: RateGate;

	constructor(clock: IClock) {
		this.#gate = new RateGate(clock, () => [OUR_SENDS]);
	}

	/** Ms until one more may be sent; 0 where it may now. */
	get waitMs(): number {
		return this.#gate.waitMs;
	}

	/** Waits until one more may be sent, first come first served. Rejects at once when `signal` fires. */
	take(signal: AbortSignal): Promise<void> {
		return this.#gate.take(signal);
	}
}

import type { IClock } from '../interfaces/IClock.js';
import { RateGate } from './RateGate.js';

/**
 * How many op 8 the service sends in any 60 s. Discord closes a connection (4008) that sends more than 120 events in 60 s; the
 * rest is left for heartbeats and for the bot itself.
 */
const OUR_SENDS = { count: 90, windowMs: 60_000 };

/** Paces what the service sends on the connection of one shard, so that Discord does not close it. */
export class SendGate {
	readonly #gate: RateGate;

	constructor(clock: IClock) {
		this.#gate = new RateGate(clock, () => [OUR_SENDS]);
	}

	/** Ms until one more event may be sent; 0 if it may be sent now. */
	get waitMs(): number {
		return this.#gate.waitMs;
	}

	/** Waits until one more event may be sent; first come, first served. Rejects at once when `signal` fires. */
	take(signal: AbortSignal): Promise<void> {
		return this.#gate.take(signal);
	}
}

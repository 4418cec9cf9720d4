import { ManualClock } from '../clock/index.js';

const TICK_MS = 2;
/** The most that counts of the time between two ticks. The rest went to work, or to other processes. */
const COUNTED_MS = 3;

/**
 * The time of this machine as long as it has nothing to do: only that in which the event loop waits goes by. A bot in the
 * same process that is slow because the machine is busy is as much in time as on an idle one.
 */
export class PatientClock extends ManualClock {
	readonly #ticker: NodeJS.Timeout;
	#tickedAt = Date.now();

	constructor() {
		super(Date.now());
		this.#ticker = setInterval(() => this.#tick(), TICK_MS).unref();
	}

	/** Stops the clock. */
	stop(): void {
		clearInterval(this.#ticker);
	}

	#tick(): void {
		const now = Date.now();
		this.advance(Math.max(0, Math.min(now - this.#tickedAt, COUNTED_MS)));
		this.#tickedAt = now;
	}
}

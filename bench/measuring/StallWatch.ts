import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

/** At 1 ms, waking up takes 2 to 3 % of a core by itself, and what is measured would be charged with it. */
const RESOLUTION_MS = 10;
/** A stall that ends with what is measured is noted when the loop has come round. */
const ROUND_MS = 20;

/** Watches for how long the event loop does not come round. */
export class StallWatch {
	readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

	/** Starts when the loop has come round. */
	async start(): Promise<void> {
		this.#delay.enable();
		await setTimeout(ROUND_MS);
		this.#delay.reset();
	}

	/** Stops, and gives the longest time in ms. */
	async stop(): Promise<number> {
		await setTimeout(ROUND_MS);
		this.#delay.disable();
		return this.#delay.max / 1e6;
	}
}

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

/** A stall that ends with what is measured is noted when the loop has come round. */
const ROUND_MS = 10;

/** Watches each turn of the event loop, to the millisecond. It takes some CPU by itself, which does not matter here. */
export class Stalls {
	readonly #delay = monitorEventLoopDelay({ resolution: 1 });

	/** Starts when the loop has come round. */
	async start(): Promise<void> {
		this.#delay.enable();
		await setTimeout(ROUND_MS);
		this.#delay.reset();
	}

	/** Gives the longest turn in ms since the last question. */
	async longest(): Promise<number> {
		await setTimeout(ROUND_MS);
		const longest = this.#delay.max / 1e6;
		this.#delay.reset();
		return longest;
	}
}

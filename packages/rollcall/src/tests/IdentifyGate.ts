/**
 * Says when a shard may identify: the first time at once, and later when the test opens the gate. The libraries' own
 * would let five seconds pass between two sessions, as Discord wants it.
 */
export class IdentifyGate {
	#wait: Promise<void> = Promise.resolve();
	#open: () => void = () => {};

	/** As both libraries take it. */
	readonly buildIdentifyThrottler = async () => ({ waitForIdentify: () => this.#wait });

	/** Keeps every session from now on waiting. */
	shut(): void {
		this.#wait = new Promise((resolve) => {
			this.#open = resolve;
		});
	}

	open(): void {
		this.#open();
	}
}

import type { Clock } from '../../clock/index.js';

/** Notices a client that stopped sending heartbeats. */
export class HeartbeatWatch {
	readonly #clock: Clock;
	readonly #patienceMs: number;
	readonly #onSilence: () => void;
	#cancel: (() => void) | undefined;

	constructor(clock: Clock, patienceMs: number, onSilence: () => void) {
		this.#clock = clock;
		this.#patienceMs = patienceMs;
		this.#onSilence = onSilence;
		this.beat();
	}

	/** Starts the wait again. */
	beat(): void {
		this.stop();
		this.#cancel = this.#clock.after(this.#patienceMs, this.#onSilence);
	}

	/** Ends the watch. */
	stop(): void {
		this.#cancel?.();
		this.#cancel = undefined;
	}
}

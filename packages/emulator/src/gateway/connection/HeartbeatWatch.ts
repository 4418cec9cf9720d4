import type { Clock } from '../../clock/index.js';

/** Notices a client that stopped sending heartbeats. */
export class HeartbeatWatch {
	readonly #clock: Clock;
	readonly #patienceMs: number;
	readonly #onSilence: () => void;
	#cancel: (() => void) | undefined;
	#isHeld = false;

	constructor(clock: Clock, patienceMs: number, onSilence: () => void) {
		this.#clock = clock;
		this.#patienceMs = patienceMs;
		this.#onSilence = onSilence;
		this.beat();
	}

	/** Starts the wait again. */
	beat(): void {
		this.stop();
		if (!this.#isHeld) this.#cancel = this.#clock.after(this.#patienceMs, this.#onSilence);
	}

	/** Misses nothing until {@link HeartbeatWatch.release}: time jumps, and the clock of the client does not. */
	hold(): void {
		this.#isHeld = true;
		this.stop();
	}

	/** Watches again, as after a heartbeat. */
	release(): void {
		this.#isHeld = false;
		this.beat();
	}

	/** Ends the watch. */
	stop(): void {
		this.#cancel?.();
		this.#cancel = undefined;
	}
}

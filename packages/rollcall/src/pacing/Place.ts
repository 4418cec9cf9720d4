import type PQueue from 'p-queue';
import { underSignals } from './followSignals.js';

/** One of the places in which operations run: held by an operation while it works, and given back while it waits. */
export class Place {
	#giveBack: (() => void) | undefined;
	/** Settles when the place that was given back is free for others. */
	#freed: Promise<unknown> = Promise.resolve();
	#isOver = false;

	constructor(private readonly places: PQueue) {}

	/** Waits until a place is free, first come first served. Rejects at once when `signal` fires, and leaves the queue. */
	async take(signal: AbortSignal): Promise<void> {
		if (this.#isOver || this.#giveBack) return;
		signal.throwIfAborted();
		// p-queue frees the place of an aborted task though the task goes on, so it may see the signal only while queued.
		await underSignals([signal], (queued) => this.#enter(queued));
	}

	/** Lets another operation have it; `take` waits for one again. */
	giveBack(): void {
		this.#giveBack?.();
		this.#giveBack = undefined;
	}

	/** Gives it back for good. */
	async end(): Promise<void> {
		this.#isOver = true;
		this.giveBack();
		await this.#freed;
	}

	#enter(signal: AbortSignal): Promise<void> {
		return new Promise((taken, left) => {
			this.#freed = this.places.add(() => this.#hold(taken), { signal }).catch(left);
		});
	}

	/** Runs in the queue for as long as the place is held. */
	#hold(taken: () => void): Promise<void> {
		taken();
		if (this.#isOver || this.#giveBack) return Promise.resolve(); // it ended meanwhile, or has one already
		return new Promise((resolve) => {
			this.#giveBack = resolve;
		});
	}
}

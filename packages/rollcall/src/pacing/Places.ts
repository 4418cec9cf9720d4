import { waitFor } from './waitFor.js';

/** A number of places that are taken and freed. If all are taken, callers wait: first come, first served. */
export class Places {
	/** In the order of their calls; each function hands a place to its caller. */
	readonly #waiting = new Set<() => void>();
	#count: number;
	#taken = 0;

	constructor(count: number) {
		this.#count = count;
	}

	/** Places that are taken; more than there are for a while after their number is lowered. */
	get takenCount(): number {
		return this.#taken;
	}

	/** Callers that wait for a place. */
	get waitingCount(): number {
		return this.#waiting.size;
	}

	/** Waits for a place and takes it. Rejects at once when `signal` fires, and then takes none. */
	take(signal: AbortSignal): Promise<void> {
		if (signal.aborted) return Promise.reject(signal.reason);
		// Not async: a caller that waited would go on a few microtasks after one that came later and found a place free.
		if (this.#taken >= this.#count) return waitFor(signal, (arrived) => this.#enqueue(arrived));
		this.#taken++;
		return Promise.resolve();
	}

	/** Frees a place. The first caller that waits gets it at once, so that no later caller overtakes it. */
	free(): void {
		this.#taken--;
		this.#serve();
	}

	/** Changes the number of places, also for callers that wait. Taken places stay taken. */
	resize(count: number): void {
		this.#count = count;
		this.#serve();
	}

	#enqueue(arrived: () => void): () => void {
		this.#waiting.add(arrived);
		return () => {
			this.#waiting.delete(arrived);
		};
	}

	#serve(): void {
		for (const arrived of this.#waiting) {
			if (this.#taken >= this.#count) return;
			this.#waiting.delete(arrived);
			this.#taken++;
			arrived();
		}
	}
}

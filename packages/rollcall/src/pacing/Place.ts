import type { Places } from './Places.js';

/** The place of one operation: the operation holds it while it works, and gives it back while it waits. */
export class Place {
	#isHeld = false;
	#isOver = false;

	constructor(private readonly places: Places) {}

	/** Waits until a place is free, first come, first served. Rejects at once when `signal` fires, and leaves the queue. */
	async take(signal: AbortSignal): Promise<void> {
		if (this.#isOver || this.#isHeld) return;
		await this.places.take(signal);
		// Meanwhile the operation may have ended, or another of its waits may have taken a place.
		if (this.#isOver || this.#isHeld) this.places.free();
		else this.#isHeld = true;
	}

	/** Lets another operation have the place; `take` waits for one again. */
	giveBack(): void {
		if (!this.#isHeld) return;
		this.#isHeld = false;
		this.places.free();
	}

	/** Gives the place back for good. */
	end(): void {
		this.#isOver = true;
		this.giveBack();
	}
}

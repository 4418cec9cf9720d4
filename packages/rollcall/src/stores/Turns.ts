import { setImmediate } from 'node:timers/promises';

/** A slow core takes 2 ms to hash or to build them. */
const BYTES_A_TURN = 512 * 1_024;

/** Cuts work on many bytes into turns of the event loop, so that other work runs in between. */
export class Turns {
	/** The most bytes to handle before the next call of {@link spend}. */
	static readonly PIECE = BYTES_A_TURN / 4;
	#left = BYTES_A_TURN;

	/** Says that so many bytes were handled, and waits for the next turn if they are enough for one. */
	async spend(bytes: number): Promise<void> {
		this.#left -= bytes;
		if (this.#left <= 0) await this.end();
	}

	/** Waits for the next turn. */
	async end(): Promise<void> {
		await setImmediate();
		this.#left = BYTES_A_TURN;
	}
}

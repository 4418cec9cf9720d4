import { idHash } from './idHash.js';

const TWO_32 = 2 ** 32;

/** A set of ids, each as two words; no id of a user is zero. It takes 16 bytes an id, so make one for a moment only. */
export class IdSet {
	size = 0;
	readonly #low: Uint32Array;
	readonly #high: Uint32Array;

	/** @param most - how many ids there may be */
	constructor(most: number) {
		const capacity = most * 2 + 1;
		this.#low = new Uint32Array(capacity);
		this.#high = new Uint32Array(capacity);
	}

	add(low: number, high: number): void {
		const [lows, highs] = [this.#low, this.#high];
		let slot = Math.floor((idHash(low, high) / TWO_32) * lows.length);
		while (lows[slot] !== 0 || highs[slot] !== 0) {
			if (lows[slot] === low && highs[slot] === high) return;
			if (++slot === lows.length) slot = 0;
		}
		lows[slot] = low;
		highs[slot] = high;
		this.size++;
	}
}

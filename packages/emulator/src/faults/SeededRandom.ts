/** A small generator of numbers in [0, 1) that gives the same row for the same seed. */
export class SeededRandom {
	#state: number;

	constructor(seed: number) {
		// The generator stands still at zero, so the seed is stirred first and zero is moved away.
		this.#state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0 || 1;
	}

	/** Gives the next number in [0, 1). */
	next(): number {
		let state = this.#state;
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		this.#state = state >>> 0;
		return this.#state / 2 ** 32;
	}

	/** Gives a whole number from `low` to `high`, both included. */
	integer(low: number, high: number): number {
		return low + Math.floor(this.next() * (high - low + 1));
	}

	/** Gives the items in another order. */
	shuffle<Item>(items: readonly Item[]): Item[] {
		return items
			.map((item) => ({ item, rank: this.next() }))
			.sort((left, right) => left.rank - right.rank)
			.map(({ item }) => item);
	}
}

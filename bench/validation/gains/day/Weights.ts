/** Chooses among things of different weight. */
export class Weights {
	readonly total: number;
	/** For each, the weight of itself and of all before it. */
	readonly #sums: number[] = [];

	constructor(weights: readonly number[]) {
		let sum = 0;
		for (const weight of weights) {
			sum += weight;
			this.#sums.push(sum);
		}
		this.total = sum;
	}

	/** The index of the one that a number from 0 up to 1 falls on. */
	pick(share: number): number {
		const at = share * this.total;
		const index = this.#sums.findIndex((sum) => at < sum);
		return index < 0 ? this.#sums.length - 1 : index;
	}
}

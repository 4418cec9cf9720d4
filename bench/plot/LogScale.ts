/** A logarithmic axis: where a value lies between the least and the largest, in pixels. */
export class LogScale {
	readonly #low: number;
	readonly #high: number;

	/** @param values - What has to fit, all above 0. */
	constructor(
		values: readonly number[],
		private readonly from: number,
		private readonly to: number,
	) {
		this.#low = Math.min(...values);
		this.#high = Math.max(...values);
	}

	at(value: number): number {
		if (this.#low === this.#high) return (this.from + this.to) / 2;
		return this.from + (Math.log(value / this.#low) / Math.log(this.#high / this.#low)) * (this.to - this.from);
	}
}

/** A logarithmic axis: where a value lies between two ends, in pixels. */
export class LogScale {
	readonly #low: number;
	readonly #high: number;

	/** @param values - What has to fit, all above 0; `room` is the factor left free beyond the least and the largest. */
	constructor(
		values: readonly number[],
		private readonly from: number,
		private readonly to: number,
		room: number,
	) {
		this.#low = Math.min(...values) / room;
		this.#high = Math.max(...values) * room;
	}

	at(value: number): number {
		const share = Math.log(value / this.#low) / Math.log(this.#high / this.#low);
		return this.from + share * (this.to - this.from);
	}

	/** The round values (1, 2 and 5 times a power of ten) on the axis. */
	ticks(): number[] {
		const first = Math.floor(Math.log10(this.#low));
		const powers = Array.from({ length: Math.ceil(Math.log10(this.#high)) - first + 1 }, (_, at) => first + at);
		const round = powers.flatMap((power) => [1, 2, 5].map((digit) => Number(`${digit}e${power}`)));
		return round.filter((value) => value >= this.#low && value <= this.#high);
	}
}

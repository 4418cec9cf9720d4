/** A linear axis that begins at 0: where a value lies on it, in pixels. */
export class LinearScale {
	/** The value at the far end: the first round one that nothing exceeds. */
	readonly end: number;
	readonly #step: number;

	/** @param values - What has to fit. */
	constructor(
		values: readonly number[],
		private readonly from: number,
		private readonly to: number,
	) {
		const largest = Math.max(...values);
		this.#step = roundStep(largest / 4);
		this.end = Math.ceil(largest / this.#step) * this.#step;
	}

	at(value: number): number {
		return this.from + (value / this.end) * (this.to - this.from);
	}

	/** Four or five round values, 0 among them. */
	ticks(): number[] {
		return Array.from({ length: Math.round(this.end / this.#step) + 1 }, (_, index) => index * this.#step);
	}
}

/** The first of 1, 2, 2.5 and 5 times a power of ten that is not below `least`. */
function roundStep(least: number): number {
	const power = 10 ** Math.floor(Math.log10(least));
	return ([1, 2, 2.5, 5].find((digit) => digit * power >= least) ?? 10) * power;
}

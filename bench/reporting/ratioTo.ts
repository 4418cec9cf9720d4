import { median } from './median.js';
import type { Summary } from './summarise.js';

/** How many times the reference a figure is: the median of the ratios of each round, or of the medians if some are missing. */
export function ratioTo(reference: Summary | undefined, { value, rounds }: Summary): number | undefined {
	const base = reference?.value;
	if (!reference || typeof value !== 'number' || typeof base !== 'number' || base <= 0) return undefined;
	if (reference.rounds.length !== rounds.length) return value / base;
	return median(rounds.map((figure, index) => Number(figure) / Number(reference.rounds[index])));
}

/** A ratio as it is shown. */
export function renderRatio(ratio: number): string {
	return `${ratio < 10 ? ratio.toFixed(2) : Math.round(ratio).toLocaleString('en')}×`;
}

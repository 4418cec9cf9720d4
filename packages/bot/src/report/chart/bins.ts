/** How many members of the role were active for `from` up to (in the last bin: including) `to` hours. */
export interface Bin {
	readonly from: number;
	readonly to: number;
	readonly count: number;
}

const MOST_BINS = 12;

/** Distributes hours over at most twelve bins of equal, round width. */
export function binsOf(hours: readonly number[]): Bin[] {
	const most = hours.reduce((a, b) => Math.max(a, b), 0);
	const width = roundUp(Math.max(most, 1) / MOST_BINS);
	const counts = new Array<number>(Math.max(1, Math.ceil(most / width))).fill(0);
	for (const value of hours) {
		const place = Math.min(counts.length - 1, Math.floor(value / width));
		counts[place] = (counts[place] ?? 0) + 1;
	}
	return counts.map((count, place) => ({ from: place * width, to: (place + 1) * width, count }));
}

/** The next of 0.1, 0.2, 0.5, 1, 2, 5, 10 and so on. */
export function roundUp(value: number): number {
	const power = 10 ** Math.floor(Math.log10(value));
	const step = [1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10;
	return Number((step * power).toPrecision(1));
}

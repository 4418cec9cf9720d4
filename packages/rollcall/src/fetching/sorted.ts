import { inTurns } from '../pacing/inTurns.js';

/** So many numbers are sorted at once, which takes a few milliseconds. */
const RUN = 16_384;
/** … and so many are merged at once. */
const STEP = 1_024;

/** The numbers in rising order. Other work gets its turn in between, because there may be millions. */
export async function sorted(numbers: Float64Array<ArrayBuffer>): Promise<Float64Array<ArrayBuffer>> {
	let from = numbers.slice();
	let to = new Float64Array(numbers.length);
	await inTurns(starts(from.length, RUN), (start) => void from.subarray(start, start + RUN).sort(), 1);
	for (let size = RUN; size < from.length; size *= 2) {
		for (const start of starts(from.length, 2 * size)) {
			await inTurns(merging(from, to, start, size), () => {}, 1);
		}
		[from, to] = [to, from];
	}
	return from;
}

function* starts(length: number, size: number): Generator<number, undefined> {
	for (let start = 0; start < length; start += size) yield start;
}

/** Merges two neighbouring runs of rising numbers, some at each step. */
function* merging(from: Float64Array, to: Float64Array, start: number, size: number): Generator<void, undefined> {
	const middle = Math.min(start + size, from.length);
	const end = Math.min(middle + size, from.length);
	let [left, right] = [start, middle];
	for (let at = start; at < end; ) {
		for (const stop = Math.min(at + STEP, end); at < stop; at++) {
			const isLeft = left < middle && (right === end || (from[left] as number) <= (from[right] as number));
			to[at] = from[isLeft ? left++ : right++] as number;
		}
		yield;
	}
}

import { inTurns } from '../pacing/inTurns.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import { sorted } from './sorted.js';

const WORD = 2 ** 32;
/** A gap is compared with those of this many neighbours on either side. */
const NEIGHBOURS = 32;

/**
 * Ids after which a page is worth a look if a list may lack somebody, rising. These are its ends, its widest gaps (a lost
 * chunk of a sorted answer leaves one), and places spread evenly over the rest.
 */
export async function spotsOf(view: ColumnsView, most: number): Promise<string[]> {
	const ids = await sortedIds(view);
	const last = ids.length - 1;
	const even = Array.from({ length: Math.ceil(most / 2) }, (_, n) => Math.floor((n * last) / Math.ceil(most / 2)));
	const indexes = new Set([last, ...(await widestGaps(ids, most - even.length - 2)), ...even]);
	const rising = [...indexes].filter((index) => index >= 0).sort((a, b) => a - b);
	return ['0', ...rising.map((index) => String(BigInt(ids[index] as number)))].slice(0, most);
}

/** The ids as numbers. They are off by too little to matter for a page. */
async function sortedIds(view: ColumnsView): Promise<Float64Array> {
	const { columns } = view;
	const ids = new Float64Array(view.size);
	let count = 0;
	await inTurns(view.rowNumbers(), (row) => {
		ids[count++] = (columns.idHigh[row] as number) * WORD + (columns.idLow[row] as number);
	});
	return sorted(ids);
}

function* upTo(end: number): Generator<number, undefined> {
	for (let index = 0; index < end; index++) yield index;
}

/** Indexes of the ids before the gaps that are widest beside those around them. */
async function widestGaps(ids: Float64Array, most: number): Promise<number[]> {
	const widest: { index: number; width: number }[] = [];
	await inTurns(upTo(ids.length - 1), (index) => {
		const from = Math.max(0, index - NEIGHBOURS);
		const to = Math.min(ids.length - 1, index + NEIGHBOURS);
		const usual = ((ids[to] as number) - (ids[from] as number)) / (to - from);
		const width = ((ids[index + 1] as number) - (ids[index] as number)) / usual;
		if (widest.length < most || width > (widest.at(-1)?.width ?? 0)) {
			widest.push({ index, width });
			widest.sort((a, b) => b.width - a.width);
			if (widest.length > most) widest.pop();
		}
	});
	return widest.map(({ index }) => index);
}

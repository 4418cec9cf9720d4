/** Rows that are read at a time, so that nothing else waits for more. */
const PIECE = 1_000;

/**
 * The rows of a statement that gives at most `limit` of them, in an order, behind the one that was read last. No statement runs
 * between two of them, so that whoever reads may write meanwhile.
 */
export function* inPieces<Row>(read: (limit: number, last: Row | undefined) => readonly Row[]): Generator<Row> {
	let last: Row | undefined;
	for (let count = PIECE; count === PIECE; ) {
		const rows = read(PIECE, last);
		yield* rows;
		last = rows.at(-1);
		count = rows.length;
	}
}

/** How many rows are read at a time, so that other work does not wait long. */
const PIECE = 1_000;

/**
 * The rows of a statement that gives at most `limit` rows at a time, in order, after the last one that was read. No
 * statement runs between two of them, so the reader may write meanwhile.
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

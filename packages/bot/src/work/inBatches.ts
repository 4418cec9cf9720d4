const ROWS_AT_A_TIME = 2_000;

/**
 * Rows in batches, with turns for other work in between: 100,000 rows written at once would stall the bot for a second.
 */
export function* inBatches<Row>(rows: Iterable<Row>, size = ROWS_AT_A_TIME): Generator<Row[]> {
	let batch: Row[] = [];
	for (const row of rows) {
		batch.push(row);
		if (batch.length < size) continue;
		yield batch;
		batch = [];
	}
	if (batch.length > 0) yield batch;
}

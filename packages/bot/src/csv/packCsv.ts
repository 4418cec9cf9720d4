import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Cell, toCsv, toCsvLines } from 'rollcall-csv';
import { inBatches } from '../work/inBatches.js';

const gzipAsync = promisify(gzip);

/** A table as files that may be uploaded. */
export interface PackedCsv {
	/** `csv`, or `csv.gz` if the plain table is too large. */
	readonly extension: 'csv' | 'csv.gz';
	/** One; more only if it is too large even compressed. Each begins with the header and can be read alone. */
	readonly parts: readonly Buffer[];
	readonly rowCount: number;
}

/**
 * Writes a table as CSV into files of a limited size, in turns with other work.
 *
 * @param maxBytes - of each file
 */
export async function packCsv(
	header: readonly string[],
	rows: Iterable<readonly Cell[]>,
	maxBytes: number,
	signal: AbortSignal,
): Promise<PackedCsv> {
	const head = toCsv(header, []);
	const parts = new GzipParts(await gzipAsync(head), maxBytes);
	let plain: Buffer[] | undefined = [head];
	let plainBytes = head.length;
	let rowCount = 0;
	for (const batch of inBatches(rows)) {
		signal.throwIfAborted();
		const lines = toCsvLines(batch);
		rowCount += batch.length;
		plainBytes += lines.length;
		if (plainBytes > maxBytes) plain = undefined;
		plain?.push(lines);
		// Pieces that are compressed alone can be joined: a gzip file may have several members.
		parts.add(await gzipAsync(lines));
	}
	if (plain) return { extension: 'csv', parts: [Buffer.concat(plain)], rowCount };
	return { extension: 'csv.gz', parts: parts.finish(), rowCount };
}

class GzipParts {
	readonly #parts: Buffer[][] = [];
	#bytes = Number.POSITIVE_INFINITY;

	constructor(
		private readonly head: Buffer,
		private readonly maxBytes: number,
	) {}

	add(piece: Buffer): void {
		if (this.#bytes + piece.length > this.maxBytes) {
			this.#parts.push([this.head]);
			this.#bytes = this.head.length;
		}
		this.#parts.at(-1)?.push(piece);
		this.#bytes += piece.length;
	}

	finish(): Buffer[] {
		return this.#parts.map((pieces) => Buffer.concat(pieces));
	}
}

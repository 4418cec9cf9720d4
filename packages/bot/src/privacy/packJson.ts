import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { PersonalRow } from '../interfaces/PersonalData.js';
import { inBatches } from '../work/inBatches.js';
import { turn } from '../work/turn.js';

const gzipAsync = promisify(gzip);
/** About a millisecond's work. */
const ROWS_AT_A_TIME = 1_000;
/** Reserved for the end of a file: brackets, and the names of empty lists. */
const CLOSING_BYTES = 400;

/** A head, and then lists by their names, which may be very long. */
export interface JsonDocument {
	readonly head: Readonly<Record<string, unknown>>;
	readonly lists: Iterable<readonly [name: string, rows: Iterable<PersonalRow>]>;
}

/** Documents as files that may be uploaded. */
export interface PackedJson {
	/** `json`, or `json.gz` if the plain text is too large. */
	readonly extension: 'json' | 'json.gz';
	/** One; more only if it is too large even compressed. Each is valid JSON, and no row is in two of them. */
	readonly parts: readonly Buffer[];
}

/** How it is packed. */
export interface PackOptions {
	/** Whether a file is a list of documents, or the one document itself. */
	readonly isList: boolean;
	/** Of each file. */
	readonly maxBytes: number;
	readonly signal: AbortSignal;
}

/** Writes documents as JSON into files of a limited size, in turns with other work. */
export async function packJson(documents: Iterable<JsonDocument>, options: PackOptions): Promise<PackedJson> {
	const writer = new JsonWriter(options.maxBytes, options.isList);
	for (const { head, lists } of documents) {
		await writer.begin(head);
		for (const [name, rows] of lists) {
			writer.beginList(name);
			// Many callers may arrive in one turn, and each would read its first piece.
			await turn();
			for (const batch of inBatches(rows, ROWS_AT_A_TIME)) {
				await writer.addRows(batch.map((row) => JSON.stringify(row)));
				await turn();
				options.signal.throwIfAborted();
			}
			writer.endList();
		}
		writer.end();
	}
	return writer.finish();
}

/**
 * The text so far, and the text that closes it. Text that only opens or closes waits for the rows after it. If these
 * begin a new file, everything is opened again there, and the old file is closed at its last row.
 */
class JsonWriter {
	readonly #files: Buffer[][] = [];
	#bytes = Number.POSITIVE_INFINITY;
	#plain: string[] | undefined = [];
	#plainBytes = 0;
	/** Closes the last file. */
	#closing = '';
	#waiting = '';
	#head = '';
	#listHead = '';
	#isFirstRow = true;
	readonly #opens;
	readonly #closes;

	constructor(
		private readonly maxBytes: number,
		isList: boolean,
	) {
		this.#opens = isList ? '[\n' : '';
		this.#closes = isList ? '\n]\n' : '\n';
	}

	async begin(head: JsonDocument['head']): Promise<void> {
		this.#head = JSON.stringify(head).slice(0, -1);
		const separator = this.#waiting === '' ? this.#opens : ',\n';
		await this.#write(`${this.#waiting}${separator}${this.#head}`, `${this.#opens}${this.#head}`, '\n}');
	}

	beginList(name: string): void {
		this.#listHead = `,\n${JSON.stringify(name)}: [`;
		this.#waiting += this.#listHead;
		this.#isFirstRow = true;
	}

	async addRows(rows: readonly string[]): Promise<void> {
		const text = rows.join(',\n');
		const more = `${this.#waiting}${this.#isFirstRow ? '\n' : ',\n'}${text}`;
		const fresh = `${this.#opens}${this.#head}${this.#listHead}\n${text}`;
		if (await this.#write(more, fresh, '\n]\n}', rows.length > 1)) {
			this.#isFirstRow = false;
			return;
		}
		const half = rows.length >> 1;
		await this.addRows(rows.slice(0, half));
		await this.addRows(rows.slice(half));
	}

	endList(): void {
		this.#waiting += this.#isFirstRow ? ']' : '\n]';
	}

	end(): void {
		this.#waiting += '\n}';
	}

	async finish(): Promise<PackedJson> {
		const rest = this.#waiting === '' ? `${this.#opens}${this.#closes}` : `${this.#waiting}${this.#closes}`;
		this.#keepPlain(rest);
		if (this.#plain) return { extension: 'json', parts: [Buffer.from(this.#plain.join(''))] };
		this.#files.at(-1)?.push(await gzipAsync(rest));
		return { extension: 'json.gz', parts: this.#files.map((pieces) => Buffer.concat(pieces)) };
	}

	/**
	 * Appends `more` to the file, or writes `fresh` into a new one. Pieces that are compressed alone can be joined: a gzip
	 * file may have several members.
	 *
	 * @returns whether it did: not if it is too large for any file and can be cut
	 *
	 */
	async #write(more: string, fresh: string, closing: string, canBeCut = false): Promise<boolean> {
		const piece = await gzipAsync(more);
		const room = this.maxBytes - CLOSING_BYTES;
		if (this.#bytes + piece.length <= room) this.#add(piece);
		else {
			const first = await gzipAsync(fresh);
			if (canBeCut && first.length > room) return false;
			if (this.#files.length > 0) this.#files.at(-1)?.push(await gzipAsync(`${this.#closing}${this.#closes}`));
			this.#files.push([]);
			this.#bytes = 0;
			this.#add(first);
		}
		this.#keepPlain(more);
		this.#closing = closing;
		this.#waiting = '';
		return true;
	}

	#add(piece: Buffer): void {
		this.#files.at(-1)?.push(piece);
		this.#bytes += piece.length;
	}

	#keepPlain(text: string): void {
		this.#plainBytes += Buffer.byteLength(text);
		if (this.#plainBytes > this.maxBytes) this.#plain = undefined;
		this.#plain?.push(text);
	}
}

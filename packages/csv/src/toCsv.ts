import { stringify } from 'csv-stringify/sync';
import { neutral } from './neutral.js';
import { PlainIds } from './PlainIds.js';

/** The content of a cell. Pass a text as it is, and an id through {@link idCell} or `plainIds`. */
export type Cell = string | number | boolean | PlainIds | null | undefined;

/** The first character of a file for spreadsheets, without which Excel misreads Korean names. */
export const BYTE_ORDER_MARK = '\ufeff';

/**
 * A table as CSV (RFC 4180) in UTF-8 with a byte order mark, without which Excel misreads Korean names. A text that a
 * spreadsheet would read as a formula or a number gets an apostrophe before it; numbers stay numbers.
 *
 * @param header - the names of the columns
 */
export function toCsv(header: readonly string[], rows: Iterable<readonly Cell[]>): Buffer {
	return Buffer.concat([Buffer.from(BYTE_ORDER_MARK), toCsvLines([header, ...rows])]);
}

/** Further lines, without header and byte order mark. */
export function toCsvLines(rows: Iterable<readonly Cell[]>): Buffer {
	return Buffer.from(toCsvText(rows));
}

/** The same as a text, for a caller that encodes many of them into one buffer. */
export function toCsvText(rows: Iterable<readonly Cell[]>): string {
	// The `escape_formulas` of the library is not used: it would also spoil the minus of a number.
	const lines = [...rows].map((row) => row.map(contentOf));
	return stringify(lines, { record_delimiter: '\r\n', quoted_match: SPLITS, cast });
}

/** An id as a text for every program. A bare one is a number, which spreadsheets round to 15 digits. */
export function idCell(id: string): string {
	return `id:${id}`;
}

const cast = { boolean: String } as const;

// The library quotes for its own separators only. Other programs break lines at other signs, and cells at the
// separators of their country.
const SPLITS = /[\t\n\v\f\r\u0085\u2028\u2029;]/;

// Also with the digits and signs of other scripts, for example as a price, a share, a date or a time.
const NUMBER = /^(?=[^eE]*\p{Nd})[\p{Nd}\p{Sc}\p{P}\p{Z}\s+−]*(?:[eE][+-]?\p{Nd}+[\p{Z}\s]*)?$/u;

function contentOf(cell: Cell): Exclude<Cell, PlainIds> {
	if (cell instanceof PlainIds) return cell.text;
	return typeof cell === 'string' ? textCell(cell) : cell;
}

/** A text as a cell contains it: with apostrophes where a spreadsheet would find a formula or a number. */
export function textCell(text: string): string {
	const safe = neutral(text);
	return safe === text && NUMBER.test(text) ? `'${text}` : safe;
}

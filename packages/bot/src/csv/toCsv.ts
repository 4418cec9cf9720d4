import { stringify } from 'csv-stringify/sync';

/** What a cell may hold. */
export type Cell = string | number | boolean | null | undefined;

const BYTE_ORDER_MARK = '\ufeff';

/**
 * A table as CSV (RFC 4180) in UTF-8 with a byte order mark, without which Excel reads Korean names wrongly. A text that a
 * spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers.
 *
 * @param header - the names of the columns
 */
export function toCsv(header: readonly string[], rows: Iterable<readonly Cell[]>): Buffer {
	return Buffer.concat([Buffer.from(BYTE_ORDER_MARK), toCsvLines([header, ...rows])]);
}

/** Lines to go on with, without header and byte order mark. */
export function toCsvLines(rows: Iterable<readonly Cell[]>): Buffer {
	// Not by `escape_formulas` of the library: it would spoil the minus of a number as well.
	const lines = [...rows].map((row) => row.map((cell) => (typeof cell === 'string' ? neutral(cell) : cell)));
	return Buffer.from(stringify(lines, { record_delimiter: '\r\n', cast }));
}

const cast = { boolean: String } as const;

// White space, quotes and invisible characters at the beginning are passed over by some programs.
const FORMULA = /^[\s\p{Cf}\p{Cc}'"]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u;

/** A text that no spreadsheet takes for a formula. */
export function neutral(text: string): string {
	return FORMULA.test(text) ? `'${text}` : text;
}

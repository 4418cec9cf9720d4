/**
 * Tables as CSV in which no spreadsheet finds a formula, and in which long ids stay whole.
 *
 * @module rollcall-csv
 */

export { neutral } from './neutral.js';
export { PlainIds, plainIds } from './PlainIds.js';
export { BYTE_ORDER_MARK, type Cell, idCell, textCell, toCsv, toCsvLines, toCsvText } from './toCsv.js';

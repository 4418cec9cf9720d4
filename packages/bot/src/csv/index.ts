export { neutral } from './neutral.js';
export { type PackedCsv, packCsv } from './packCsv.js';
export { type Cell, idCell, toCsv, toCsvLines } from './toCsv.js';

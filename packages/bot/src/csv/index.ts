export { type PackedCsv, packCsv } from './packCsv.js';
export { type Cell, neutral, toCsv } from './toCsv.js';

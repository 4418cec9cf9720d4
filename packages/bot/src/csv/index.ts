export { inBatches } from './inBatches.js';
export { type PackedCsv, packCsv } from './packCsv.js';
export { type Cell, neutral, toCsv, toCsvLines } from './toCsv.js';

export { type PackedCsv, packCsv } from './packCsv.js';

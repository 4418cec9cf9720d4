export { type Cell, neutral, toCsv } from './toCsv.js';

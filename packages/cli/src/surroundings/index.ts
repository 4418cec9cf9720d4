export { harmless, harmlessLines } from './harmless.js';
export type { Output, Surroundings } from './Surroundings.js';
export { Terminal } from './Terminal.js';
export { tableOf } from './tableOf.js';
export { writeTo } from './writeTo.js';

export { harmless, harmlessLines } from './harmless.js';
export type { Output, Surroundings } from './Surroundings.js';
export { Terminal, writeTo } from './Terminal.js';
export { tableOf } from './tableOf.js';

export * from './hash.js';
export * from './imageHash.js';
export * from './SeededRandom.js';
export * from './snowflake.js';

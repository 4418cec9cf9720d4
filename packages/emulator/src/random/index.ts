export * from './hash.js';
export * from './SeededRandom.js';
export * from './snowflake.js';

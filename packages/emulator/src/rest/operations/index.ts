export * from './findOperation.js';
export * from './operations.js';

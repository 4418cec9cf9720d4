export * from './Access.js';

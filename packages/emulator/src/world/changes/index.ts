export * from './WorldChange.js';

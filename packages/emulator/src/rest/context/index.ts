export * from './RestContext.js';

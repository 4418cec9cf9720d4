export * from './ResolvedData.js';

export * from './saveMap.js';
export * from './saveSet.js';

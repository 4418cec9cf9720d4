export * from './saveMap.js';
export * from './saveMaps.js';
export * from './saveSet.js';

export * from './readId.js';
export * from './readJson.js';
export * from './withoutNulls.js';

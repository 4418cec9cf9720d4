export * from './readId.js';
export * from './readJson.js';

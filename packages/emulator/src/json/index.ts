export * from './cloneJson.js';
export * from './readId.js';
export * from './readJson.js';
export * from './records.js';
export * from './withoutNulls.js';

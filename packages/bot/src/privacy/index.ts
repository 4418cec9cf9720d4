export { durationInWords, entryInWords } from './entryInWords.js';
export { lastOf } from './lastOf.js';
export { type JsonDocument, type PackedJson, packJson } from './packJson.js';

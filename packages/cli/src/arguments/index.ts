export { apiUrl, DISCORD_API, isReadable } from './apiUrl.js';
export { id, ids, moment, repeated } from './values.js';

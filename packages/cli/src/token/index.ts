export { readersOf } from './readersOf.js';
export { readToken } from './readToken.js';
export { refuseTokens } from './refuseTokens.js';

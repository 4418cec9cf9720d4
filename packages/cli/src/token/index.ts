export { readToken } from './readToken.js';
export { refuseTokens } from './refuseTokens.js';

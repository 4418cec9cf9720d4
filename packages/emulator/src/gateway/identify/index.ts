export { IdentifyLimit } from './IdentifyLimit.js';
export { type SessionStartInfo, SessionStartLimit } from './SessionStartLimit.js';

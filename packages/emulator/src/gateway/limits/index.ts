export { IdentifyLimit } from './IdentifyLimit.js';
export { RequestWindow } from './RequestWindow.js';
export { type SessionStartInfo, SessionStartLimit } from './SessionStartLimit.js';

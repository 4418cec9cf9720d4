export { CommandError, EXIT, wrongUsage } from './CommandError.js';
export { codeOf } from './codeOf.js';

export { createLogger, type Logger } from './createLogger.js';
export { describeError } from './describeError.js';
export { outlive } from './outlive.js';

export * from './EventLog.js';
export * from './matches.js';

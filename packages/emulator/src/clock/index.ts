export * from './Clock.js';
export * from './discordTimestamp.js';
export * from './ManualClock.js';

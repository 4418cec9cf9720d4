export * from './Clock.js';
export * from './discordTimestamp.js';
export * from './FreezableClock.js';
export * from './ManualClock.js';

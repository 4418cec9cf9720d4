export * from './Clock.js';
export * from './ManualClock.js';

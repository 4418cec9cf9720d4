export * from './EmulatorOptions.js';
export * from './profiles.js';
export * from './requireKnownKeys.js';
export * from './resolveOptions.js';

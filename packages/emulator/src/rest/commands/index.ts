export * from './CommandRegistry.js';
export * from './localize.js';

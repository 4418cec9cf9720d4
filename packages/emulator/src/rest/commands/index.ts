export * from './CommandRegistry.js';

export * from './Activity.js';
export * from './ActivityOptions.js';

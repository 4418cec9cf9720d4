export * from './Traffic.js';

export * from './numberComponents.js';

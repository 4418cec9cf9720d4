export * from './Interactions.js';
export * from './SentInteraction.js';

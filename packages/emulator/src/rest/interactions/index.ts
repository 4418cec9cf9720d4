export * from './AnswerTo.js';
export * from './describeInteraction.js';
export * from './InteractionEndpoints.js';
export * from './InteractionReply.js';
export * from './Interactions.js';
export * from './SentInteraction.js';

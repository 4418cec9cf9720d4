export * from './ActorError.js';

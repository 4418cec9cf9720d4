export * from './Actor.js';
export { ActorError } from './ActorError.js';
export type { OptionValue, TypedOptions } from './commands/index.js';

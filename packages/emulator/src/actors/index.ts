export * from './Actor.js';
export type { ActorOptions, RunOptions } from './ActorOptions.js';
export { type AttachedFile, isAllowed, type OptionValue, type TypedOptions } from './commands/index.js';
export type { FormValues, MessageReference, Picked } from './components/index.js';
export { ActorError } from './errors/index.js';
export type { VoiceOptions } from './Voice.js';

export * from './commandData.js';
export type { OptionValue, TypedOptions } from './typeOptions.js';

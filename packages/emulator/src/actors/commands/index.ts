export * from './commandData.js';
export * from './menuData.js';
export type { AttachedFile, OptionValue, TypedOptions } from './typeOptions.js';

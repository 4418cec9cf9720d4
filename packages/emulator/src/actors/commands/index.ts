export * from './commandData.js';
export * from './menuData.js';
export { isAllowed } from './requireAllowed.js';
export type { AttachedFile, OptionValue, TypedOptions } from './typeOptions.js';

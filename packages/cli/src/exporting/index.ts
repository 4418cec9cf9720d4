export type { Description } from './Description.js';
export { FileTarget } from './FileTarget.js';
export { DEFAULT_FIELDS, FIELDS, type FieldName, fieldOf, parseFields, type Value } from './fields.js';
export { FORMATS, type Format, type Layout } from './formats.js';
export { StreamTarget } from './StreamTarget.js';
export type { Target } from './Target.js';
export { type Written, writeMembers } from './writeMembers.js';

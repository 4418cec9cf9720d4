export { checkSides, refusePartial } from './checkSides.js';
export { type Change, comparableFields, compare } from './compare.js';
export { describeChange } from './describeChange.js';
export { readFileSide } from './readFileSide.js';
export { COMPARED, type ComparedMember, type Side } from './Side.js';

/**
 * A value that structured clone (`postMessage`, `structuredClone`, `v8.serialize`) refuses, for objects whose clone would
 * silently be something else. The DataCloneError contains its text.
 */
export const UNCLONEABLE = Symbol('the members of an answer: send roster.toJSON() in their place');

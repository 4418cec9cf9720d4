/**
 * What structured clone (`postMessage`, `structuredClone`, `v8.serialize`) refuses. It stands where a clone would silently
 * be something else than what was cloned; a DataCloneError holds its text.
 */
export const UNCLONEABLE = Symbol('the members of an answer: send roster.toJSON() in their place');

import type { MemberFields } from './memberFields.js';

/** Whether two configs keep the same fields; a merged config has them in one order. */
export function isSameFields(a: MemberFields, b: MemberFields): boolean {
	return a.toString() === b.toString();
}

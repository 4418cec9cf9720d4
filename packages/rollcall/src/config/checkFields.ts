import { closestKey } from './closestKey.js';
import type { Fault } from './Fault.js';
import { MEMBER_FIELDS, type MemberFields } from './memberFields.js';

/** The rule for `fields`. */
export const FIELDS_ALLOWED = '"all" or a list of member fields';

/** Everything that is wrong with a value of `fields`. */
export function faultsOfFields(value: unknown): Fault[] {
	if (value === 'all') return [];
	if (!Array.isArray(value)) return [{ path: ['fields'], value, allowed: FIELDS_ALLOWED }];
	return Array.from(value as unknown[], (field, index) => ({ path: ['fields', String(index)], value: field }))
		.filter(({ value: field }) => !isKnown(field))
		.map((fault) => ({ ...fault, allowed: allowedFor(fault.value) }));
}

/** The fields in the order of {@link MEMBER_FIELDS} and without repeats, so that equal lists are equal text. */
export function inOrder(fields: MemberFields): MemberFields {
	return fields === 'all' ? fields : MEMBER_FIELDS.filter((field) => fields.includes(field));
}

function isKnown(field: unknown): boolean {
	return (MEMBER_FIELDS as readonly unknown[]).includes(field);
}

/** The field that was probably meant, or all of them. */
function allowedFor(wrong: unknown): string {
	const meant = typeof wrong === 'string' ? (ofUser(wrong) ?? closestKey(wrong, MEMBER_FIELDS)) : undefined;
	if (meant !== undefined) return `a member field (did you mean "${meant}"?)`;
	return `one of the member fields ${MEMBER_FIELDS.join(', ')} (ids and roles are always kept)`;
}

/** The most common mistake is a field of the user without its prefix. */
function ofUser(wrong: string): string | undefined {
	return MEMBER_FIELDS.find((field) => field === `user.${wrong}`);
}

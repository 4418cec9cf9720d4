import { z } from 'zod';
import { closestKey } from './closestKey.js';
import { MEMBER_FIELDS, type MemberFields } from './memberFields.js';

/** What `fields` may be; a list comes out in the order of {@link MEMBER_FIELDS}, so that equal lists are equal text. */
export const fieldsSchema = z
	.custom<MemberFields>((value) => value === 'all' || Array.isArray(value), {
		error: `"all" or a list of member fields`,
		abort: true,
	})
	.superRefine((fields, context) => {
		if (fields === 'all') return;
		for (const [index, field] of fields.entries()) {
			if (!isKnown(field)) context.addIssue({ code: 'custom', path: [index], message: allowedFor(field) });
		}
	})
	.transform((fields) => (fields === 'all' ? fields : MEMBER_FIELDS.filter((field) => fields.includes(field))));

function isKnown(field: unknown): boolean {
	return (MEMBER_FIELDS as readonly unknown[]).includes(field);
}

/** The field that was probably meant, or all of them. */
function allowedFor(wrong: unknown): string {
	const meant = typeof wrong === 'string' ? (ofUser(wrong) ?? closestKey(wrong, MEMBER_FIELDS)) : undefined;
	if (meant !== undefined) return `a member field (did you mean "${meant}"?)`;
	return `one of the member fields ${MEMBER_FIELDS.join(', ')} (ids and roles are always kept)`;
}

/** A field of the user without its prefix is the commonest mistake. */
function ofUser(wrong: string): string | undefined {
	return MEMBER_FIELDS.find((field) => field === `user.${wrong}`);
}

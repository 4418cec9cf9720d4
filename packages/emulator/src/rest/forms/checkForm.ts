import type * as z from '../../bundled/zod.js';
import { apiErrors, type FieldError } from '../errors/index.js';

type Issue = z.core.$ZodIssue;

/**
 * Checks the data of a request, whose values have their types already: what passes is kept as it is.
 *
 * @param at - The place of the data in the request.
 * @throws ApiError 50035 with every field that is wrong
 */
export function checkForm(form: z.ZodType, value: unknown, at: readonly string[] = []): void {
	const parsed = form.safeParse(value, { reportInput: true });
	if (parsed.success) return;
	throw apiErrors.invalidForm(...parsed.error.issues.map((issue) => describe(issue, at)));
}

function describe(issue: Issue, at: readonly string[]): FieldError {
	const path = [...at, ...issue.path.map(String)];
	switch (issue.code) {
		case 'custom':
			return { path, code: String(issue.params?.code), message: issue.message };
		case 'too_big':
			return { path, code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${issue.maximum}.` };
		case 'too_small':
			return {
				...{ path, code: 'NUMBER_TYPE_MIN' },
				message: `int value should be greater than or equal to ${issue.minimum}.`,
			};
		case 'invalid_union':
			return describeUnion(issue, path);
		case 'invalid_type':
			return { path, ...describeType(issue.expected, issue.input) };
		case 'invalid_value':
			if (issue.input === undefined) return { path, ...missing };
			return { path, code: 'BASE_TYPE_CHOICES', message: `Value must be one of (${issue.values.join(', ')}).` };
		default:
			return { path, code: 'STRING_TYPE_REGEX', message: 'String value did not match validation regex.' };
	}
}

const missing = { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };

function describeType(expected: string, input: unknown): { code: string; message: string } {
	if (input === undefined) return missing;
	const given = typeof input === 'string' ? input : JSON.stringify(input);
	switch (expected) {
		case 'string':
			return { code: 'STRING_TYPE_CONVERT', message: `Could not interpret "${given}" as string.` };
		case 'array':
			return { code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' };
		case 'boolean':
			return { code: 'BOOLEAN_TYPE_CONVERT', message: 'Must be either true or false.' };
		case 'object':
			return { code: 'MODEL_TYPE_CONVERT', message: 'Only dictionaries may be used in a ModelType' };
		case 'record':
			return { code: 'DICT_TYPE_CONVERT', message: 'Only dictionaries may be used in a DictType' };
		default:
			return { code: 'NUMBER_TYPE_COERCE', message: `Value "${given}" is not int.` };
	}
}

/** The kind of a component or option, which decides about its other fields. */
function describeUnion(issue: Issue & { code: 'invalid_union' }, path: readonly string[]): FieldError {
	const kind = (issue.input as Record<string, unknown> | null | undefined)?.type;
	const owner = path.at(-1) === 'type' ? path.slice(0, -1) : path;
	if (kind === undefined)
		return {
			...{ path: owner, code: 'TAG_FIELD_MISSING' },
			message: 'Field "type" is required to determine the model type.',
		};
	const options = ('options' in issue ? (issue.options as unknown[] | undefined) : undefined) ?? [];
	return {
		...{ path: [...owner, 'type'], code: 'UNION_TYPE_CHOICES' },
		message: `Value of field "type" must be one of (${options.join(', ')}).`,
	};
}

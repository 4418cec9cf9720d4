import type * as z from '../bundled/zod.js';
import { describeUnknownKey } from '../options/index.js';
import { knownAt } from '../options/knownAt.js';
import { Refused } from './Refused.js';

/** A value in a message is cut off here. */
const MOST_CHARACTERS = 80;

/**
 * Checks what a client has sent.
 *
 * @param where - The part of the request, for example `body`.
 * @param others - The names that the part has beside those of the schema.
 * @throws Refused with the path and the value of each mistake
 */
export function checkInput<Type extends z.ZodType>(
	where: string,
	schema: Type,
	value: unknown,
	others: readonly string[] = [],
): z.output<Type> {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const issues = parsed.error.issues.flatMap((issue) => whatIsWrong(issue, []));
	const known = (path: readonly PropertyKey[]) => [...(path.length === 0 ? others : []), ...knownAt(schema, path)];
	const said = issues.map(({ path, message, unknown }) => {
		const at = [where, ...path].join('.');
		if (unknown) return `${at}: ${unknown.map((key) => describeUnknownKey(key, known(path))).join('; ')}`;
		return `${at}: ${message}, got ${show(valueAt(value, path))}`;
	});
	throw new Refused(400, [...new Set(said)].join('; '), 'GET /openapi.json describes what each operation takes.');
}

interface Mistake {
	readonly path: readonly PropertyKey[];
	readonly message: string;
	readonly unknown?: readonly string[];
}

/** The mistakes in an issue. If a value fits none of several types, those of the type that fits best. */
function whatIsWrong(issue: z.core.$ZodIssue, before: readonly PropertyKey[]): Mistake[] {
	const path = [...before, ...issue.path];
	if (issue.code === 'unrecognized_keys') return [{ path, message: issue.message, unknown: issue.keys }];
	if (issue.code !== 'invalid_union') return [{ path, message: issue.message }];
	const fewest = Math.min(...issue.errors.map((errors) => errors.length));
	const [best, ...asGood] = issue.errors.filter((errors) => errors.length === fewest);
	if (best && asGood.length === 0) return best.flatMap((each) => whatIsWrong(each, path));
	const messages = issue.errors.map((errors) => errors.map((each) => each.message).join(' and '));
	return [{ path, message: [...new Set(messages)].join(', or ') || issue.message }];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
	return path.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown> | undefined)?.[step], value);
}

function show(value: unknown): string {
	if (value === undefined) return 'nothing';
	const text = JSON.stringify(value);
	return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

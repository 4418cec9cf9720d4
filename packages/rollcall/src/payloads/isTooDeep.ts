/**
 * How many objects and lists within each other are kept of a value. Discord's own fields have four at most
 * (`collectibles.nameplate`, guild-member resource). Code that walks a value that is nested without end, as JSON.stringify
 * does, overflows the stack.
 */
export const MAX_DEPTH = 32;

/** Whether a value is nested deeper than is kept. */
export function isTooDeep(value: unknown): boolean {
	return exceeds(value, MAX_DEPTH);
}

function exceeds(value: unknown, depth: number): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return depth === 0 || Object.values(value).some((item) => exceeds(item, depth - 1));
}

/** The object without its fields that are too deep; the same object if there are none. */
export function withoutDeepFields<Source extends object>(source: Source): Source {
	const isKept = ([, value]: [string, unknown]) => !isTooDeep(value);
	return Object.values(source).some(isTooDeep)
		? (Object.fromEntries(Object.entries(source).filter(isKept)) as Source)
		: source;
}

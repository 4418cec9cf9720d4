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

/** Without lists of what is in each object: they were a seventh of all that a fetch of many small guilds allocates. */
function exceeds(value: unknown, depth: number): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (depth === 0) return true;
	for (const key in value) {
		// Somebody may have added something to all objects, which is in itself, too.
		if (Object.hasOwn(value, key) && exceeds((value as Record<string, unknown>)[key], depth - 1)) return true;
	}
	return false;
}

/** The object without its fields that are too deep; the same object if there are none. */
export function withoutDeepFields<Source extends object>(source: Source): Source {
	const isKept = ([, value]: [string, unknown]) => !isTooDeep(value);
	return Object.values(source).some(isTooDeep)
		? (Object.fromEntries(Object.entries(source).filter(isKept)) as Source)
		: source;
}

/** Reads an id that is text or an integer; gives `undefined` for anything else. */
export function readId(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	return Number.isSafeInteger(value) ? String(value) : undefined;
}

/** Gives an id that came as text or as an integer; nothing for anything else. */
export function readId(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	return Number.isSafeInteger(value) ? String(value) : undefined;
}

/** A copy that shares nothing with its original. It is for plain data, and much faster than `structuredClone`. */
export function cloneJson<T>(value: T): T {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map(cloneJson) as T;
	const copy: Record<string, unknown> = {};
	for (const key of Object.keys(value)) copy[key] = cloneJson((value as Record<string, unknown>)[key]);
	return copy as T;
}

/** A raw member in the one form that is compared: keys in order, roles in order, nothing left out. */
export function canonicalMember({ roles, ...fields }: { readonly roles: readonly string[] }): unknown {
	return sortKeys({ ...fields, roles: [...roles].sort() });
}

function sortKeys(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sortKeys);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}

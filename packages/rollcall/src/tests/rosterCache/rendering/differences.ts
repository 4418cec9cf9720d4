const SHOWN = 12;

/** Where two renderings differ: the path, and what stands there. */
export function differences(wanted: unknown, found: unknown, path = ''): string[] {
	if (JSON.stringify(wanted) === JSON.stringify(found)) return [];
	if (!isBranch(wanted) || !isBranch(found)) return [`${path}: ${show(wanted)} ≠ ${show(found)}`];
	const names = new Set([...Object.keys(wanted), ...Object.keys(found)]);
	const all = [...names].flatMap((name) => differences(wanted[name], found[name], `${path}.${name}`));
	if (all.length === 0) return [`${path}: the order of ${Object.keys(wanted)} ≠ ${Object.keys(found)}`];
	return all.slice(0, SHOWN);
}

function isBranch(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
	return (JSON.stringify(value) ?? 'nothing').slice(0, 160);
}

const NAMED = 20;

/** Ids that only one side has: how many, and the first of them. */
export interface IdDifference {
	readonly onlyLegacy: readonly string[];
	readonly onlyLegacyCount: number;
	readonly onlyOptimized: readonly string[];
	readonly onlyOptimizedCount: number;
}

/** Compares two lists of ids in any order; `undefined` if they hold the same ids. */
export function differenceOfIds(legacy: Iterable<string>, optimized: Iterable<string>): IdDifference | undefined {
	const [old, now] = [new Set(legacy), new Set(optimized)];
	const onlyLegacy = [...old].filter((id) => !now.has(id));
	const onlyOptimized = [...now].filter((id) => !old.has(id));
	if (onlyLegacy.length + onlyOptimized.length === 0) return undefined;
	return {
		onlyLegacy: onlyLegacy.slice(0, NAMED),
		onlyLegacyCount: onlyLegacy.length,
		onlyOptimized: onlyOptimized.slice(0, NAMED),
		onlyOptimizedCount: onlyOptimized.length,
	};
}

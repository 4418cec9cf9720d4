/**
 * Keeps the entries of a map. The returned function puts them back into the same map, as often as you like. The values are not
 * copied: the stores of the world replace them, and never change them.
 */
export function saveMap<Key, Value>(map: Map<Key, Value>): () => void {
	const entries = [...map];
	return () => {
		map.clear();
		for (const [key, value] of entries) map.set(key, value);
	};
}

/** Keeps the entries of a map of maps, like {@link saveMap}. The inner maps are copied, since the stores change them. */
export function saveMaps<Key, Inner, Value>(maps: Map<Key, Map<Inner, Value>>): () => void {
	const entries = [...maps].map(([key, map]) => [key, [...map]] as const);
	return () => {
		maps.clear();
		for (const [key, inner] of entries) maps.set(key, new Map(inner));
	};
}

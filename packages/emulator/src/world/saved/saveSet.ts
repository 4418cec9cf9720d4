/** Keeps the values of a set. The returned function puts them back into the same set, as often as you like. */
export function saveSet<Value>(set: Set<Value>): () => void {
	const values = [...set];
	return () => {
		set.clear();
		for (const value of values) set.add(value);
	};
}

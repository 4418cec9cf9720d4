/** Puts several things back, in order. */
export function saveAll(putBack: readonly (() => void)[]): () => void {
	return () => {
		for (const each of putBack) each();
	};
}

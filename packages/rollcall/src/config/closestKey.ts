/** How many letters to add, drop or change to turn `from` into `to`. */
function editDistance(from: string, to: string): number {
	let above = Array.from({ length: to.length + 1 }, (_, column) => column);
	for (let row = 1; row <= from.length; row++) {
		const current = [row];
		for (let column = 1; column <= to.length; column++) {
			const swap = (above[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
			current.push(Math.min(swap, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
		}
		above = current;
	}
	return above[to.length] ?? 0;
}

/** Finds the keys that the author of `wrong` probably meant, the closest first; none if none is close. */
export function closestKeys(wrong: string, keys: readonly string[]): string[] {
	const meant = wrong.toLowerCase();
	return (
		keys
			.map((key) => ({ key, distance: distanceOf(meant, key.toLowerCase()) }))
			// A third of the letters, so that `ttl` does not suggest every key of three letters.
			.filter(({ key, distance }) => distance <= Math.floor(key.length / 3))
			.sort((a, b) => a.distance - b.distance)
			.map(({ key }) => key)
	);
}

/** Finds the key that the author of `wrong` probably meant; `undefined` if none is close. */
export function closestKey(wrong: string, keys: readonly string[]): string | undefined {
	return closestKeys(wrong, keys)[0];
}

function distanceOf(wrong: string, key: string): number {
	if (wrong === key) return 0;
	// Keys are short. Text that is much longer than all of them is not a typing error, and is not compared.
	return wrong.length > 40 ? Number.POSITIVE_INFINITY : editDistance(wrong, key);
}

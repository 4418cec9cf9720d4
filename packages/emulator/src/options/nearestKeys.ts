const MOST = 2;

/** The known keys that were probably meant by a wrong one, the nearest first; none if none is near. */
export function nearestKeys(wrong: string, known: readonly string[]): string[] {
	const meant = wrong.toLowerCase();
	return known
		.map((key) => ({ key, distance: distanceOf(meant, key.toLowerCase()) }))
		.filter(({ key, distance }) => distance <= Math.max(2, Math.floor(key.length / 3)) || startsAlike(meant, key))
		.sort((left, right) => left.distance - right.distance)
		.slice(0, MOST)
		.map(({ key }) => key);
}

/** `joins` is near to `joinsPerSecond`, however much is missing. */
function startsAlike(meant: string, key: string): boolean {
	return meant.length >= 3 && key.toLowerCase().startsWith(meant);
}

/** How many letters have to be put in, left out or changed to make one word of the other. */
function distanceOf(from: string, to: string): number {
	let row = Array.from({ length: to.length + 1 }, (_, index) => index);
	for (let i = 1; i <= from.length; i++) {
		const above = row;
		row = [i];
		for (let j = 1; j <= to.length; j++) {
			const replaced = (above[j - 1] as number) + (from[i - 1] === to[j - 1] ? 0 : 1);
			row.push(Math.min(replaced, (above[j] as number) + 1, (row[j - 1] as number) + 1));
		}
	}
	return row[to.length] as number;
}

const MOST = 2;

/** The known keys that are near to a wrong one, the nearest first. */
export function nearestKeys(wrong: string, known: readonly string[]): string[] {
	const meant = wrong.toLowerCase();
	return known
		.map((key) => ({ key, distance: distanceOf(meant, key.toLowerCase()) }))
		.filter(({ key, distance }) => distance <= Math.max(2, Math.floor(key.length / 3)) || startsAlike(meant, key))
		.sort((left, right) => left.distance - right.distance)
		.slice(0, MOST)
		.map(({ key }) => key);
}

/** `joins` is near to `joinsPerSecond`, even if much of it is missing. */
function startsAlike(meant: string, key: string): boolean {
	return meant.length >= 3 && key.toLowerCase().startsWith(meant);
}

/** How many letters to insert, remove or change to turn one word into the other. */
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

/** How many letters to change, add or remove to make one text of the other. */
export function distance(a: string, b: string): number {
	let before = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let row = 1; row <= a.length; row++) {
		const now = [row];
		for (let column = 1; column <= b.length; column++) {
			const replaced = (before[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
			now.push(Math.min(replaced, (before[column] ?? 0) + 1, (now[column - 1] ?? 0) + 1));
		}
		before = now;
	}
	return before.at(-1) ?? 0;
}

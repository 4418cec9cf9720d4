/** Moves positions apart until neighbours are `gap` from each other, in their order and as little as a simple sweep can. */
export function spread(positions: readonly number[], gap: number): number[] {
	const order = positions.map((_, index) => index).sort((a, b) => (positions[a] as number) - (positions[b] as number));
	const groups: { sum: number; indices: number[] }[] = [];
	for (const index of order) {
		let group = { sum: positions[index] as number, indices: [index] };
		for (let last = groups.at(-1); last && topOf(group, gap) < bottomOf(last, gap) + gap; last = groups.at(-1)) {
			groups.pop();
			group = { sum: last.sum + group.sum, indices: [...last.indices, ...group.indices] };
		}
		groups.push(group);
	}
	const spread = [...positions];
	for (const group of groups) {
		for (const [at, index] of group.indices.entries()) spread[index] = topOf(group, gap) + at * gap;
	}
	return spread;
}

interface Group {
	readonly sum: number;
	readonly indices: readonly number[];
}

/** A group is laid evenly around the mean of its members. */
function topOf({ sum, indices }: Group, gap: number): number {
	return sum / indices.length - ((indices.length - 1) * gap) / 2;
}

function bottomOf(group: Group, gap: number): number {
	return topOf(group, gap) + (group.indices.length - 1) * gap;
}

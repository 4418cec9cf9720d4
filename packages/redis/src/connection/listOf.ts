/** The list that a script answered. */
export function listOf(answer: unknown): readonly unknown[] {
	if (Array.isArray(answer)) return answer;
	throw new Error(`Redis answered ${typeof answer}, not a list.`);
}

import { markdownTable } from './markdownTable.js';

/** A figure, and what it should be at most. */
export interface Goal {
	readonly what: string;
	readonly value: number;
	/** `undefined` if there is none. */
	readonly limit?: number | undefined;
	format(value: number): string;
}

/** Figures as a Markdown table, beside the numbers to reach: a miss is called one. */
export function renderGoalTable(title: string, goals: readonly Goal[]): string {
	const rows = goals.map(({ what, value, limit, format }) => [
		what,
		format(value),
		limit === undefined ? '' : String(limit),
		limit === undefined ? '' : value <= limit ? 'reached' : '**missed**',
	]);
	return markdownTable([title, 'measured', 'at most', ''], rows);
}

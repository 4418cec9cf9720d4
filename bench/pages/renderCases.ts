import type { MeasurementName } from '../measuring/Measurements.js';
import { columns, furtherColumns } from '../reporting/columns.js';
import { formatMs, whole } from '../reporting/figures.js';
import { markdownTable } from '../reporting/markdownTable.js';
import type { Report } from '../reporting/Report.js';
import { readRows } from '../reporting/readRows.js';
import { renderCell } from '../reporting/renderCell.js';
import { summarise } from '../reporting/summarise.js';
import { REFERENCE } from '../sides/index.js';
import type { Case } from './cases.js';

/** A line of the table: a measurement, or a question over all members wherever the code of a case reads them from. */
export interface CaseRow {
	readonly title: string;
	nameFor(of: Case): MeasurementName;
	format(value: number): string;
	readonly withRatio: boolean;
}

/** Every line that a table can have. */
export const caseRows: readonly CaseRow[] = [
	...[...columns, ...furtherColumns].map(({ name, title, format, withRatio }) => ({
		...{ title, format, withRatio },
		nameFor: () => name,
	})),
	...readRows.map(({ title, nameFor }) => ({
		...{ title, format: formatMs, withRatio: true },
		nameFor: ({ surface }: Case) => nameFor(surface),
	})),
];

/** One world as a table: a line for each measurement that was taken, a column for each case that was run, all from one bench. */
export function renderCases(
	{ runs }: Pick<Report, 'runs'>,
	{ members, title, cases, rows }: { members: number; title: string; cases: readonly Case[]; rows: readonly string[] },
): string {
	const shown = cases.filter((each) => runs.some(({ side, members: of }) => side === each.side && of === members));
	const lines = caseRows
		.filter((row) => rows.includes(row.title))
		.flatMap((row) => {
			const of = (each: Case) => summarise(runs, { side: each.side, members, name: row.nameFor(each) });
			const reference = cases.find(({ side }) => side === REFERENCE);
			const base = reference && of(reference);
			const cells = shown.map((each) => {
				const summary = of(each);
				const column = { ...row, name: row.nameFor(each) };
				return summary ? renderCell(column, summary, each === reference ? undefined : base) : 'n/a';
			});
			return cells.some((cell) => cell !== 'n/a') ? [[row.title, ...cells]] : [];
		});
	return markdownTable([title, ...shown.map((each) => each.title)], lines);
}

/** The title of a table about one guild. */
export function titleOf(members: number): string {
	return `${whole(members)} members`;
}

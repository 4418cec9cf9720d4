import type { MeasurementName } from '../measuring/Measurements.js';
import { columns } from '../reporting/columns.js';
import { whole } from '../reporting/figures.js';
import { markdownTable } from '../reporting/markdownTable.js';
import type { Report } from '../reporting/Report.js';
import { renderCell } from '../reporting/renderCell.js';
import { summarise } from '../reporting/summarise.js';
import { REFERENCE } from '../sides/index.js';
import { cases } from './cases.js';

/** One guild size as a table: a line for each measurement, a column for each case, all from one bench. */
export function renderCases({ runs }: Report, members: number, names: readonly MeasurementName[]): string {
	const rows = columns
		.filter(({ name }) => names.includes(name))
		.map((column) => {
			const of = (side: (typeof cases)[number]['side']) => summarise(runs, { side, members, name: column.name });
			const cells = cases.map(({ side }) => {
				const summary = of(side);
				return summary ? renderCell(column, summary, side === REFERENCE ? undefined : of(REFERENCE)) : '';
			});
			return [column.title, ...cells];
		});
	return markdownTable([`${whole(members)} members`, ...cases.map(({ title }) => title)], rows);
}

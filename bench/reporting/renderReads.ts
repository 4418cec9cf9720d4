import { formatMs } from './figures.js';
import { markdownTable } from './markdownTable.js';
import type { Report } from './Report.js';
import { OBJECTS, type Reader, readers, readRows } from './readRows.js';
import type { RenderCell } from './renderTable.js';
import { summarise } from './summarise.js';

/** The natural reads over all members at one size, as a Markdown table: a line for each, a column for each list. */
export function renderReads(report: Report, members: number, renderCell: RenderCell): string {
	const columns = readers.filter(({ side }) => report.sides.includes(side));
	const rows = readRows.map(({ title, nameFor }) => {
		const of = ({ side, surface }: Reader) => summarise(report.runs, { side, members, name: nameFor(surface) });
		const reference = of(OBJECTS);
		const cells = columns.map((reader) => {
			const summary = of(reader);
			const column = { name: nameFor(reader.surface), title, format: formatMs, withRatio: true };
			return summary ? renderCell(column, summary, reader === OBJECTS ? undefined : reference) : 'n/a';
		});
		return [title, ...cells];
	});
	return markdownTable(['', ...columns.map(({ title }) => title)], rows);
}

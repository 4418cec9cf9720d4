import { type SideName, sides } from '../sides/index.js';
import { type Column, columns } from './columns.js';
import { markdownTable } from './markdownTable.js';
import type { Report } from './Report.js';
import { type Summary, summarise } from './summarise.js';

/** How one cell reads; `reference` is the same measurement of discord.js, if another side ran. */
export type RenderCell = (column: Column, summary: Summary, reference: Summary | undefined) => string;

const REFERENCE: SideName = 'discord.js';

/** One size as a Markdown table: a line for each measurement, a column for each side. */
export function renderTable(
	{ runs, sides: names }: Pick<Report, 'runs' | 'sides'>,
	members: number,
	renderCell: RenderCell,
	shown: readonly Column[] = columns,
): string {
	const lines = shown.map((column) => {
		const summaries = names.map((side) => summarise(runs, { side, members, name: column.name }));
		const reference = summaries[names.indexOf(REFERENCE)];
		const cells = summaries.map((summary) =>
			summary ? renderCell(column, summary, summary === reference ? undefined : reference) : '',
		);
		return [column.title, ...cells];
	});
	return markdownTable(['', ...names.map((name) => sides[name].title)], lines);
}

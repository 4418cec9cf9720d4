import type { ImportCost } from '../imports/ImportCost.js';
import type { ImportRounds } from '../imports/measureImports.js';
import { formatMs } from './figures.js';
import { markdownTable } from './markdownTable.js';
import { median } from './median.js';

/** The cost of imports, as a Markdown table of medians. */
export function renderImports(imports: ImportRounds): string {
	const rows = Object.entries(imports).map(([title, rounds]) => {
		const of = (figure: (cost: ImportCost) => number) => median(rounds.map(figure));
		return [
			title,
			formatMs(of(({ baseMs }) => baseMs)),
			formatMs(of(({ ownMs }) => ownMs)),
			`${of(({ baseMs, ownMs }) => ownMs / baseMs).toFixed(2)}×`,
			`${(of(({ heapBytes }) => heapBytes) / 1e6).toFixed(2)} MB`,
			String(rounds.length),
		];
	});
	return markdownTable(['import', 'discord.js first', 'then it', 'ratio', 'heap it takes', 'processes'], rows);
}

import { harmless } from './harmless.js';

/**
 * Rows as a table for people. The last column is not padded: it is for names, whose width only the terminal knows.
 *
 * @param numbers - the columns whose cells are right-aligned
 */
export function tableOf(
	header: readonly string[],
	rows: readonly (readonly string[])[],
	numbers: readonly number[] = [],
): string {
	const all = [header, ...rows.map((row) => row.map(harmless))];
	const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
	const lines = all.map((row) =>
		row.map((cell, column) => {
			if (column === row.length - 1) return cell;
			const width = widths[column] ?? 0;
			return numbers.includes(column) ? cell.padStart(width) : cell.padEnd(width);
		}),
	);
	return lines.map((cells) => `${cells.join('  ')}\n`).join('');
}

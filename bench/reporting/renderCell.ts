import type { Missing } from '../measuring/Measurements.js';
import type { Column } from './columns.js';
import { ratioTo, renderRatio } from './ratioTo.js';
import type { Summary } from './summarise.js';

/** The median, with its ratio to that of discord.js. */
export function renderCell(column: Column, summary: Summary, reference?: Summary): string {
	const text = renderValue(column, summary.value);
	const ratio = column.withRatio ? ratioTo(reference, summary) : undefined;
	return ratio === undefined ? text : `${text} (${renderRatio(ratio)})`;
}

/** Every round, in order. */
export function renderRounds(column: Column, { rounds }: Summary): string {
	return rounds.map((value) => renderValue(column, value)).join(', ');
}

function renderValue(column: Column, value: number | Missing): string {
	return typeof value === 'number' ? column.format(value) : value;
}

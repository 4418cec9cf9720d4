import type { Missing } from '../measuring/Measurements.js';
import type { Column } from './columns.js';
import type { Summary } from './summarise.js';

/** The median, with its ratio to that of discord.js. */
export function renderCell(column: Column, { value }: Summary, reference?: Summary): string {
	const text = renderValue(column, value);
	const base = reference?.value;
	if (!column.withRatio || typeof value !== 'number' || typeof base !== 'number' || base <= 0) return text;
	return `${text} (${renderRatio(value / base)})`;
}

/** Every round, in order. */
export function renderRounds(column: Column, { rounds }: Summary): string {
	return rounds.map((value) => renderValue(column, value)).join(', ');
}

function renderValue(column: Column, value: number | Missing): string {
	return typeof value === 'number' ? column.format(value) : value;
}

function renderRatio(ratio: number): string {
	return `${ratio < 10 ? ratio.toFixed(2) : Math.round(ratio).toLocaleString('en')}×`;
}

import Table from 'cli-table3';
import type { Part } from './FleetSide.js';

const COLUMNS = ['', 'by', 'time', 'gateway + REST', 'refused', 'right', 'labelled', 'wrong'] as const;

/** The parts as a table, without colours: the same text on a terminal and in a file. */
export function renderFleet(parts: readonly Part[]): string {
	const table = new Table({
		head: [...COLUMNS],
		style: { head: [], border: [], compact: true },
		colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'right'],
	});
	let last = '';
	for (const { part, side, ms, spent, right, labelled, wrong } of parts) {
		const asked = `${spent.gateway} + ${spent.rest}`;
		table.push([
			part === last ? '' : part,
			side,
			`${(ms / 1_000).toFixed(1)} s`,
			asked,
			spent.refused,
			right,
			labelled,
			wrong,
		]);
		last = part;
	}
	return table.toString();
}

/** What our side must not show. */
export function failuresOf(parts: readonly Part[]): string[] {
	const ours = parts.filter(({ side }) => side !== 'discord.js');
	return ours.flatMap(({ part, side, wrong, labelled, spent }) => {
		const name = `${part}, ${side}`;
		return [
			...(wrong > 0 ? [`${name}: ${wrong} wrong lists`] : []),
			...(labelled > 0 ? [`${name}: ${labelled} lists that are not complete`] : []),
			...(spent.refused > 0 ? [`${name}: ${spent.refused} refused`] : []),
			...(part.startsWith('40 callers') && spent.gateway > 1 ? [`${name}: more than one request`] : []),
			...(/stopped|kill|worker/.test(part) && spent.gateway + spent.rest > 0 ? [`${name}: Discord was asked`] : []),
		];
	});
}

import Table from 'cli-table3';
import type { Tally } from '../checking/compare.js';
import { isSilentlyWrong, type Outcome, type Row } from './play.js';

const COLUMNS = ['', 'by', 'time', 'gateway + REST', 'right', 'missing', 'ghost', 'differs', 'claimed'] as const;

/** The rows as a table, the two sides of a scenario below each other. */
export function renderTable(rows: readonly Row[]): string {
	const table = new Table({
		head: [...COLUMNS],
		// No colours: the same text on a terminal and in a file.
		style: { head: [], border: [], compact: true },
		colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'right', 'left'],
	});
	let last: Row | undefined;
	for (const row of rows) {
		table.push(renderRow(row, row.scenario !== last?.scenario));
		last = row;
	}
	return table.toString();
}

function renderRow(row: Row, isFirst: boolean): string[] {
	const { gateway, rest } = row.requests;
	const worst = worstOf(row.outcomes);
	const counts = worst
		? [worst.right, worst.missing, worst.ghost, worst.differs].map((count) => count.toLocaleString('en'))
		: ['no list', '', '', ''];
	const name = isFirst ? row.scenario.name : '';
	return [name, row.side, renderTime(row.ms), `${gateway} + ${rest}`, ...counts, describeClaims(row.outcomes)];
}

/** The list that is furthest from the truth: with ten callers, each list counts. */
function worstOf(outcomes: readonly Outcome[]): Tally | undefined {
	const tallies = outcomes.flatMap(({ tally }) => tally ?? []);
	return tallies.sort((a, b) => a.right - b.right)[0];
}

function renderTime(ms: number): string {
	return ms < 100 ? `${Math.ceil(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** The claims, each one once, with the number of callers if there were several. */
export function describeClaims(outcomes: readonly Outcome[]): string {
	const counts = new Map<string, number>();
	for (const outcome of outcomes) {
		const claim = describeClaim(outcome);
		counts.set(claim, (counts.get(claim) ?? 0) + 1);
	}
	if (outcomes.length === 1) return [...counts.keys()].join();
	return [...counts].map(([claim, count]) => `${count} ${claim}`).join('\n');
}

function describeClaim(outcome: Outcome): string {
	if (isSilentlyWrong(outcome)) return 'complete: SILENTLY WRONG';
	if (outcome.says === 'complete') return 'complete';
	return outcome.says === 'error' ? `error ${outcome.code}` : `labelled ${outcome.says}: ${outcome.code}`;
}

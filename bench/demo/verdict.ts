import { isSilentlyWrong, type Row } from './play.js';
import { describeClaims } from './table.js';

/** The mistakes of the service: every scenario of the demo can end complete, so anything else is a failure. */
export function failuresOf(rows: readonly Row[]): string[] {
	return rows.filter(({ side }) => side === 'rollcall').flatMap(failureOf);
}

function failureOf({ scenario, outcomes }: Row): string | [] {
	if (outcomes.some(isSilentlyWrong)) return `${scenario.name}: a list was called complete and is not.`;
	if (outcomes.every(({ says }) => says === 'complete')) return [];
	return `${scenario.name}: should be complete, and was: ${describeClaims(outcomes)}.`;
}

/** The scenarios in which discord.js did as well: the list was right, and it came no later. */
export function describeDraws(rows: readonly Row[]): string {
	const right = rows.filter(isRight);
	const ours = (row: Row) => right.find(({ scenario, side }) => scenario === row.scenario && side === 'rollcall');
	const theirs = right.filter(({ side }) => side === 'discord.js');
	const names = (chosen: readonly Row[]) => chosen.map(({ scenario }) => scenario.name).join(', ') || 'none';
	const quicker = theirs.filter((row) => row.ms <= (ours(row)?.ms ?? Number.POSITIVE_INFINITY));
	return `discord.js gave the right list to every caller in: ${names(theirs)}; and was the quicker one in: ${names(quicker)}.`;
}

function isRight({ outcomes }: Row): boolean {
	return outcomes.every((outcome) => outcome.says === 'complete' && !isSilentlyWrong(outcome));
}

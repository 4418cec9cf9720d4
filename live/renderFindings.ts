import Table from 'cli-table3';
import type { Finding } from './checks/index.js';
import type { Findings } from './runChecks.js';

const WIDTHS = [26, 50, 50];

/** Each check with what the guild and the emulator answered; `≠` if they behave differently. */
export function renderFindings(guild: Findings, emulator: Findings): string {
	const table = new Table({ head: ['', 'the guild', 'the emulator'], colWidths: WIDTHS, wordWrap: true, style: PLAIN });
	for (const [name, found] of guild.byCheck) {
		const expected = emulator.byCheck.get(name);
		const isSame = found.behaviour === expected?.behaviour;
		table.push([isSame ? name : `≠ ${name}`, describe(found), describe(expected)]);
	}
	return table.toString();
}

/** All mistakes, a line each. */
export function problemsOf({ byCheck }: Findings): string[] {
	return [...byCheck].flatMap(([name, { problem }]) => (problem === undefined ? [] : [`${name}: ${problem}`]));
}

const PLAIN = { head: [], border: [] };

function describe(found: Finding | undefined): string {
	if (!found) return '';
	return found.figures === undefined ? found.behaviour : `${found.behaviour}\n(${found.figures})`;
}

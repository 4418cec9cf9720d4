import type { SideEntry, SideName } from '../sides/index.js';
import { sides } from '../sides/index.js';
import { describeMachine } from './describeMachine.js';
import { explanation } from './explanation.js';
import type { Report } from './Report.js';
import { renderCell, renderRounds } from './renderCell.js';
import { renderGoals } from './renderGoals.js';
import { renderImports } from './renderImports.js';
import { renderTable } from './renderTable.js';

/** The report as Markdown: a table of medians for each size, what the figures are, and every round. */
export function renderMarkdown(report: Report): string {
	const sections = [`# Side by side\n\n${describeMachine(report.setting)}`];
	for (const members of report.members) {
		const title = `## ${members.toLocaleString('en')} members, median of ${countRounds(report, members)}`;
		sections.push(`${title}\n\n${renderTable(report, members, renderCell)}`);
	}
	if (report.imports) sections.push(`## The import, median of fresh processes\n\n${renderImports(report.imports)}`);
	const reached = renderGoals(report);
	if (reached.length > 0) sections.push(`## Numbers to reach\n\n${reached.join('\n')}`);
	sections.push(`## What the figures are\n\n${[...explanation, ...notesOf(report.sides)].join('\n')}`);
	for (const members of report.members) {
		const title = `## ${members.toLocaleString('en')} members, every round`;
		sections.push(`${title}\n\n${renderTable(report, members, renderRounds)}`);
	}
	return `${sections.join('\n\n')}\n`;
}

function countRounds({ runs }: Report, members: number): string {
	const rounds = Math.max(...runs.filter((run) => run.members === members).map(({ round }) => round));
	return rounds === 1 ? 'one round' : `${rounds} rounds`;
}

function notesOf(names: readonly SideName[]): string[] {
	return names.flatMap((name) => (sides[name] as SideEntry).notes.map((note) => `- ${note}`));
}

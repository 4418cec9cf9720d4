import { REFERENCE, type SideEntry, type SideName, sides } from '../sides/index.js';
import { columns, furtherColumns } from './columns.js';
import { describeMachine } from './describeMachine.js';
import { explanation } from './explanation.js';
import { whole } from './figures.js';
import type { Report, SmallGuildsReport } from './Report.js';
import { renderCell, renderRounds } from './renderCell.js';
import { renderGoals } from './renderGoals.js';
import { renderImports } from './renderImports.js';
import { renderReads } from './renderReads.js';
import { type RenderCell, renderTable } from './renderTable.js';

/** The report as Markdown: a table of medians for each size, what the figures are, and every round. */
export function renderMarkdown(report: Report): string {
	const sections = [`# Side by side\n\n${describeMachine(report.setting)}`];
	for (const members of report.members) {
		const title = `## ${members.toLocaleString('en')} members, median of ${countRounds(report, members)}`;
		sections.push(`${title}\n\n${renderTable(report, members, renderCell)}`);
		sections.push(...renderObjects(report, members, renderCell));
	}
	if (report.smallGuilds) sections.push(renderSmallGuilds(report.smallGuilds));
	if (report.imports) sections.push(`## The import, median of fresh processes\n\n${renderImports(report.imports)}`);
	const reached = renderGoals(report);
	if (reached) sections.push(`## Numbers to reach\n\n${reached}`);
	sections.push(`## What the figures are\n\n${[...explanation, ...notesOf(report.sides)].join('\n')}`);
	for (const members of report.members) {
		const title = `## ${members.toLocaleString('en')} members, every round`;
		sections.push(`${title}\n\n${renderTable(report, members, renderRounds)}`);
		sections.push(...renderObjects(report, members, renderRounds));
	}
	return `${sections.join('\n\n')}\n`;
}

/** What only some sides have, and the reads of a bot over discord.js's objects; nothing if no side has any of it. */
function renderObjects({ runs, sides, ...report }: Report, members: number, render: RenderCell): string[] {
	const own = sides.filter((side) => side === REFERENCE || side.startsWith('service'));
	if (!runs.some(({ measurements }) => furtherColumns.some(({ name }) => measurements[name] !== undefined))) return [];
	const shown = furtherColumns.filter(({ name }) => name !== 'missUs');
	return [
		renderTable({ runs, sides: own }, members, render, shown),
		renderReads({ runs, sides: own, ...report }, members, render),
	];
}

function renderSmallGuilds({ guilds, members, runs }: SmallGuildsReport): string {
	const names = [...new Set(runs.map(({ side }) => side))];
	const shown = [...columns, ...furtherColumns].filter(({ name }) =>
		runs.some(({ measurements }) => measurements[name] !== undefined),
	);
	const title = `## ${whole(guilds)} guilds with ${whole(members)} members together, median of ${countRounds({ runs }, members)}`;
	return `${title}\n\n${renderTable({ runs, sides: names }, members, renderCell, shown)}`;
}

function countRounds({ runs }: Pick<Report, 'runs'>, members: number): string {
	const rounds = Math.max(...runs.filter((run) => run.members === members).map(({ round }) => round));
	return rounds === 1 ? 'one round' : `${rounds} rounds`;
}

function notesOf(names: readonly SideName[]): string[] {
	return names.flatMap((name) => (sides[name] as SideEntry).notes.map((note) => `- ${note}`));
}

import { type SideName, sides } from '../sides/index.js';
import { columns } from './columns.js';
import { type Goal, goals } from './goals.js';
import type { Report } from './Report.js';
import { summarise } from './summarise.js';

/** Every goal that this bench measures, as a Markdown list with the result of each side that it is for. */
export function renderGoals(report: Report): string[] {
	return goals.flatMap((goal) => {
		const results = report.sides.filter((side) => goal.isFor(side)).flatMap((side) => renderResult(report, goal, side));
		return results.length > 0 ? [`- ${goal.title}. ${results.join('; ')}.`] : [];
	});
}

function renderResult(report: Report, goal: Goal, side: SideName): string | [] {
	const sizes = report.members.filter((size) => goal.members === undefined || size === goal.members);
	const results = sizes.flatMap((members) => judge(report, goal, side, members));
	if (results.length === 0) return [];
	const misses = results.filter(({ isReached }) => !isReached).map(({ text }) => text);
	return `${sides[side].title}: ${misses.length > 0 ? `missed ${misses.join(', ')}` : 'reached'}`;
}

/** Whether the median at one size reaches the goal; nothing if it, or what it is compared with, was not measured. */
function judge({ runs }: Report, { name, limit }: Goal, side: SideName, members: number) {
	const value = summarise(runs, { side, members, name })?.value;
	const reference = summarise(runs, { side: 'discord.js', members, name })?.value;
	const most = limit(typeof reference === 'number' ? reference : Number.NaN);
	if (value === undefined || Number.isNaN(most)) return [];
	const figure = typeof value === 'number' ? columns.find((column) => column.name === name)?.format(value) : value;
	const isReached = typeof value === 'number' && value <= most;
	return [{ isReached, text: `at ${members.toLocaleString('en')} (${figure})` }];
}

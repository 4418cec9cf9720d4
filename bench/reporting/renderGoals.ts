import { sides } from '../sides/index.js';
import type { GoalSize } from './goals.js';
import { type Judgement, judgeGoals } from './judgeGoals.js';
import { markdownTable } from './markdownTable.js';
import type { Report } from './Report.js';

/** Every goal that this bench measures, as a Markdown table with a column for each size; empty if it measures none. */
export function renderGoals(report: Report): string {
	const judged = judgeGoals(report);
	if (judged.length === 0) return '';
	const sizes = [...new Set(judged.flatMap(({ judgements }) => judgements.map(({ size }) => size)))];
	const rows = judged.map(({ title, side, judgements }) => [
		`${title}: ${sides[side].title}`,
		...sizes.map((size) => renderJudgement(judgements.find((judgement) => judgement.size === size))),
	]);
	return markdownTable(['ratio to discord.js, or figure', ...sizes.map(renderSize)], rows);
}

/** How many goals were reached, and which were missed, in one line for each. */
export function renderMisses(report: Report): string[] {
	const judged = judgeGoals(report);
	return judged.flatMap(({ title, side, judgements }) => {
		const missed = judgements.filter(({ isReached }) => !isReached);
		const at = missed.map(({ size, text }) => `${renderSize(size)}: ${text}`);
		return missed.length > 0 ? [`- ${title}, ${sides[side].title}: ${at.join('; ')}`] : [];
	});
}

function renderSize(size: GoalSize): string {
	return size === 'small guilds' ? 'many small guilds' : size.toLocaleString('en');
}

function renderJudgement(judgement: Judgement | undefined): string {
	if (!judgement) return '';
	return judgement.isReached ? judgement.text : `**missed** ${judgement.text}`;
}

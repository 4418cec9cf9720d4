import { significant } from './figures.js';
import { type Goal, type GoalSize, goals } from './goals.js';
import type { Report } from './Report.js';
import { ratioTo, renderRatio } from './ratioTo.js';
import { summarise } from './summarise.js';

/** What a bench says of one goal at one size. */
export interface Judgement {
	readonly size: GoalSize;
	/** The figure and its limit. */
	readonly text: string;
	readonly isReached: boolean;
}

/** A goal with what the bench says of it at each size that was run; the sizes that were not are left out. */
export interface JudgedGoal extends Goal {
	readonly judgements: readonly Judgement[];
}

/** Every goal of which this bench says something. */
export function judgeGoals(report: Report): JudgedGoal[] {
	return goals
		.map((goal) => ({ ...goal, judgements: sizesOf(goal).flatMap((size) => judge(report, goal, size)) }))
		.filter(({ judgements }) => judgements.length > 0);
}

function sizesOf({ limits }: Goal): GoalSize[] {
	return Object.keys(limits).map((size) => (size === 'small guilds' ? size : (Number(size) as GoalSize)));
}

function judge(report: Report, { side, name, times, limits }: Goal, size: GoalSize): Judgement[] {
	const limit = limits[size];
	const { runs, members } = size === 'small guilds' ? (report.smallGuilds ?? NONE) : { ...report, members: size };
	const summary = summarise(runs, { side, members, name });
	if (!summary || limit === undefined) return [];
	if (typeof summary.value !== 'number') return [{ size, text: `${summary.value} (≤ ${limit})`, isReached: false }];
	if (times === undefined) {
		const text = `${significant(summary.value)} (≤ ${limit})`;
		return [{ size, text, isReached: summary.value <= limit }];
	}
	const ratio = ratioTo(summarise(runs, { side: 'discord.js', members, name: times }), summary);
	return ratio === undefined ? [] : [{ size, text: `${renderRatio(ratio)} (≤ ${limit})`, isReached: ratio <= limit }];
}

const NONE = { runs: [], members: 0 };

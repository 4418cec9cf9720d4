import PQueue from 'p-queue';
import type { ProgressCallback } from 'rollcall';
import type { BotTarget } from '../discord/DiscordCommands.js';
import type { RemoteDiscord } from '../discord/startDiscord.js';
import { type Play, play, type Row } from './play.js';
import { showProgress } from './progress.js';
import { type Scenario, scenarios } from './scenarios.js';
import type { SideName } from './sides.js';

/** Waiting scenarios that run at a time: more would make each other slower on a small machine. */
const CONCURRENCY = 6;

/** Bots that the demo needs: one for each scenario and side, because the 30 s of a full request are per bot. */
export const BOT_COUNT = scenarios.length * 2;

/** Plays every scenario to both sides and gives the rows in the order of the table. */
export async function runAll(discord: RemoteDiscord, restUrl: string, bots: readonly BotTarget[], members: number) {
	const plays = scenarios.flatMap((scenario, index) => playsOf(scenario, index, bots, members));
	const rows = new Map<Play, Row>();
	const run = async (given: Play, onProgress?: ProgressCallback) =>
		void rows.set(given, await play(discord, restUrl, given, onProgress));

	const [first, ...others] = plays.filter(({ scenario }) => scenario.alone);
	if (first) await runWithBar(first, run);
	const overall = showProgress('All scenarios', plays.length, 'done');
	const runAndCount = async (given: Play) => {
		await run(given);
		overall.update(rows.size);
	};
	for (const given of others) await runAndCount(given);
	const queue = new PQueue({ concurrency: CONCURRENCY });
	await queue.addAll(plays.filter(({ scenario }) => !scenario.alone).map((given) => () => runAndCount(given)));
	overall.stop();
	return plays.map((given) => rows.get(given) as Row).sort(byTable);
}

/** The sides take turns in going first, so that a warm machine favours neither. */
function playsOf(scenario: Scenario, index: number, bots: readonly BotTarget[], members: number): Play[] {
	const order: SideName[] = index % 2 === 0 ? ['rollcall', 'discord.js'] : ['discord.js', 'rollcall'];
	return order.map((side, at) => ({ scenario, side, bot: bots[index * 2 + at] as BotTarget, members }));
}

async function runWithBar(
	given: Play,
	run: (given: Play, onProgress: ProgressCallback) => Promise<void>,
): Promise<void> {
	const bar = showProgress('Fetching every member', given.members, 'members');
	await run(given, ({ currentCount = 0 }) => bar.update(currentCount));
	bar.stop();
}

function byTable(a: Row, b: Row): number {
	return scenarios.indexOf(a.scenario) - scenarios.indexOf(b.scenario) || a.side.localeCompare(b.side);
}

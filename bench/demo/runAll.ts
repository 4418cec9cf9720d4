import PQueue from 'p-queue';
import type { ProgressCallback } from 'rollcall';
import type { BotTarget } from '../discord/DiscordCommands.js';
import type { RemoteDiscord } from '../discord/startDiscord.js';
import { DEMO_LIMITS } from './limits.js';
import { type Play, play, type Row } from './play.js';
import type { Scenario } from './scenarios.js';
import type { SideName, SideOptions } from './sides.js';

/** Waiting scenarios that run at a time: more would make each other slower on a small machine. */
const CONCURRENCY = 6;

/** Where scenarios are played. */
export interface Stage {
	readonly discord: RemoteDiscord;
	readonly restUrl: string;
	/** One for each scenario and side, because the 30 s of a full request are per bot. */
	readonly bots: readonly BotTarget[];
	/** Of each guild. */
	readonly members: number;
	/** How long each side waits for what does not come. */
	readonly limits: SideOptions;
}

/** The callbacks while scenarios are played. */
export interface Watch {
	/** How far the first fetch is. */
	onProgress?: ProgressCallback;
	onRow(done: number, total: number): void;
}

/** Starts an emulator with a bot for each scenario and side. */
export async function setStage(
	discord: RemoteDiscord,
	scenarios: readonly Scenario[],
	members: number,
): Promise<Stage> {
	const bots = Array.from({ length: scenarios.length * 2 }, () => [members]);
	return { discord, members, limits: DEMO_LIMITS, ...(await discord.ask('start', { bots })) };
}

/** Plays every scenario to both sides and gives the rows in their order. */
export async function runAll(stage: Stage, scenarios: readonly Scenario[], watch: Watch): Promise<Row[]> {
	const plays = scenarios.flatMap((scenario, index) => playsOf(scenario, index, stage));
	const rows = new Map<Play, Row>();
	const run = async (given: Play, onProgress?: ProgressCallback) => {
		rows.set(given, await play(stage.discord, stage.restUrl, given, onProgress));
		watch.onRow(rows.size, plays.length);
	};
	const alone = plays.filter(({ scenario }) => scenario.alone);
	for (const given of alone) await run(given, given === alone[0] ? watch.onProgress : undefined);
	const queue = new PQueue({ concurrency: CONCURRENCY });
	await queue.addAll(plays.filter(({ scenario }) => !scenario.alone).map((given) => () => run(given)));
	return plays
		.map((given) => rows.get(given) as Row)
		.sort((a, b) => scenarios.indexOf(a.scenario) - scenarios.indexOf(b.scenario) || a.side.localeCompare(b.side));
}

/** The sides take turns in going first, so that a warm machine favours neither. */
function playsOf(scenario: Scenario, index: number, { bots, members, limits }: Stage): Play[] {
	const order: SideName[] = index % 2 === 0 ? ['rollcall', 'discord.js'] : ['discord.js', 'rollcall'];
	return order.map((side, at) => ({ scenario, side, bot: bots[index * 2 + at] as BotTarget, members, limits }));
}

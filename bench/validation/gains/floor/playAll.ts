import PQueue from 'p-queue';
import { DEMO_LIMITS } from '../../../demo/limits.js';
import { play, type Row } from '../../../demo/play.js';
import type { Scenario } from '../../../demo/scenarios.js';
import { startDiscord } from '../../../discord/startDiscord.js';

/** Those that mostly wait run side by side, each begun when the answer to the one before is over. */
const SIDE_BY_SIDE = 4;

/** One fault at one size, and the least time that it takes. */
export interface Timed {
	readonly scenario: Scenario;
	readonly floorMs: number;
}

/**
 * Plays every fault to the service, at one size, in an emulator of their own. What takes no longer than a few answers runs
 * alone, so that none of them makes another slower.
 *
 * @param answerMs - how long the gateway takes for a whole answer
 */
export async function playAll(
	timed: readonly Timed[],
	members: number,
	answerMs: number,
	onRow: (row: Row) => void,
): Promise<void> {
	const discord = startDiscord();
	try {
		const { restUrl, bots } = await discord.ask('start', { bots: timed.map(() => [members]) });
		const run = async (one: Timed) => {
			const bot = bots[timed.indexOf(one)];
			if (!bot) throw new Error(`There is no bot for ${one.scenario.name}.`);
			onRow(await play(discord, restUrl, { ...one, side: 'rollcall', bot, members, limits: DEMO_LIMITS }));
		};
		const isQuick = ({ floorMs }: Timed) => floorMs < 3 * answerMs + 3_000;
		for (const one of timed.filter(isQuick)) await run(one);
		const queue = new PQueue({ concurrency: SIDE_BY_SIDE, intervalCap: 1, interval: answerMs + 1_000 });
		await queue.addAll(timed.filter((one) => !isQuick(one)).map((one) => () => run(one)));
	} finally {
		await discord.close();
	}
}

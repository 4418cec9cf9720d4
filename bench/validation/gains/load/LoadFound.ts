import type { RequestTotals } from '../../../discord/DiscordCommands.js';
import type { TimesSummary } from '../../../reporting/summariseTimes.js';
import type { Way } from '../../bot/Way.js';
import type { LoadScale } from '../../promises/Scale.js';

/** The outcome of many commands in one way. */
export interface LoadFound {
	readonly way: Way;
	readonly scale: LoadScale;
	/** Commands that were answered, with a list or with an error. */
	readonly commands: number;
	/** Those with a list that was called complete. */
	readonly answered: number;
	/** Lists that were called complete, and were found not to be. */
	readonly wrong: number;
	/** Other answers, by what they said. */
	readonly errors: Readonly<Record<string, number>>;
	readonly unanswered: number;
	readonly requests: RequestTotals;
	/** Of those that were answered with a list; left out if none was. */
	readonly waitsMs?: TimesSummary;
	/** All commands, answered or not. */
	readonly longestMs: number;
}

import type { Tally } from '../../../checking/compare.js';
import type { RequestTotals } from '../../../discord/DiscordCommands.js';
import type { Listed } from '../../bot/askUntilListed.js';
import type { Way } from '../../bot/Way.js';
import type { Trouble } from './troubles.js';

/** One first fetch that is to be made. */
export interface FirstFetchPlan {
	readonly way: Way;
	readonly members: number;
	readonly trouble: Trouble;
	/** From 1. */
	readonly round: number;
}

/** A first fetch that was made. */
export interface FirstFetch extends FirstFetchPlan, Listed {
	/** The comparison of the list with the truth; left out if none was called complete. */
	readonly tally?: Tally;
	readonly requests: RequestTotals;
}

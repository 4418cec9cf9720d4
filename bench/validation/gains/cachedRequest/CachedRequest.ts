import type { Tally } from '../../../checking/compare.js';
import type { Asked } from '../../bot/Bot.js';
import type { Calls } from '../../bot/callAgain.js';

/** The result of calls when the answer was at hand. */
export interface ServiceCalls {
	readonly way: 'service';
	readonly members: number;
	/** From 1. */
	readonly round: number;
	readonly calls: Calls;
	/** The comparison of the last list with the truth. */
	readonly tally: Tally;
}

/** The result of one more call of the original way, right after its first list. */
export interface OriginalCall {
	readonly way: 'discord.js';
	readonly members: number;
	readonly round: number;
	readonly asked: Asked;
}

/** The measurements of calls after the first. */
export type CachedRequest = ServiceCalls | OriginalCall;

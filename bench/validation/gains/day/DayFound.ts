import type { Tally } from '../../../checking/compare.js';
import type { RequestTotals } from '../../../discord/DiscordCommands.js';
import type { Way } from '../../bot/Way.js';
import type { Holding } from './DayCommands.js';

/** The bots whose day is compared. */
export type DayBot = 'original' | 'service' | 'roomy';

/** One command of the day, and how its list stood to the truth. */
export interface DayCommand {
	/** Ms since the beginning of the day. */
	readonly at: number;
	readonly members: number;
	/** Ms of the day until it was answered. */
	readonly ms: number;
	readonly says: string;
	readonly code?: string;
	readonly isFromMemory: boolean;
	/** Left out if nothing was called complete. */
	readonly tally?: Tally;
}

/** What a bot held at the end of an hour, and how far from the truth it was, if that was looked at. */
export interface DayCheck extends Holding {
	readonly hour: number;
	/** Requests of the bot since its beginning. */
	readonly requests: RequestTotals;
	readonly drift?: Drift;
}

/** How the lists at hand stood to the truth. */
export interface Drift {
	readonly lists: number;
	readonly members: number;
	/** Lists that were not the truth, and by how many members. */
	readonly wrongLists: number;
	readonly wrongMembers: number;
}

/** The day of one bot. */
export interface DayFound {
	readonly bot: DayBot;
	readonly way: Way;
	readonly guilds: number;
	readonly members: number;
	readonly hours: number;
	/** The lists before the first command. */
	readonly before: Holding;
	readonly commands: readonly DayCommand[];
	readonly checks: readonly DayCheck[];
}

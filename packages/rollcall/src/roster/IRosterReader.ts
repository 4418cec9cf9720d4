import type { Reason } from '../errors/because.js';
import type { MemberTable } from './MemberTable.js';

/** Rows of one guild, and whether the service keeps them true. */
export interface ReadRows {
	readonly table: MemberTable;
	/** They are a proven list, so who is not in it is no member. */
	readonly isProven: boolean;
	/** Whether the events of the guild still reach them. */
	readonly isKept: () => boolean;
}

/**
 * Reads the rows of one bot's guilds for as long as there are any, as the caches of discord.js do. It is told at once, in
 * the middle of a change, and must call no listener.
 */
export interface IRosterReader {
	/** The guild has these rows from now on. */
	onRows(guildId: string, rows: ReadRows): void;
	/** The guild's roster is no longer held. */
	onDropped(guildId: string, reason: Reason): void;
	/** Nothing may be kept of the user until Discord names them again. */
	onForgotten(userId: string): void;
}

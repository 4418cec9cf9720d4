import type { Reason } from '../errors/because.js';
import type { UserPatch } from './MemberEvent.js';
import type { MemberTable } from './MemberTable.js';
import type { ReadRows } from './ReadRows.js';

/**
 * Reads the rows of one bot's guilds for as long as there are any, as the caches of discord.js do. It is told at once, in
 * the middle of a change, and must call no listener.
 */
export interface IRosterReader {
	/** How many bytes of memory it takes, beside tables. */
	readonly bytes: number;
	/** The tables that it reads. */
	tables(): Iterable<MemberTable>;
	/** The guild has these rows from now on. */
	onRows(guildId: string, rows: ReadRows): void;
	/** The guild's roster is no longer held. */
	onDropped(guildId: string, reason: Reason): void;
	/** A dispatch of any guild says this of a user. */
	onTold(userId: string, user: UserPatch): void;
	/** The client was destroyed, so that nothing is true of it any more. */
	onEnd(): void;
	/** Nothing may be kept of the user until Discord names them again. */
	onForgotten(userId: string): void;
}

import type { Tally } from '../../../checking/compare.js';
import type { DiscordCommands } from '../../../discord/DiscordCommands.js';
import type { Asked, BotOptions } from '../../bot/Bot.js';

/** How far a side of the connection is: the newest sequence number that it has sent, or has received. */
export interface Moved {
	readonly sequence: number;
}

/** What the Discord of a day can be asked. Its clock stands still until a command moves it. */
export interface DayDiscordCommands extends DiscordCommands {
	/** Lets members come, go and change. */
	live(options: { changesPerMember: number }): void;
	/** Nothing happens in the guilds while it rests. */
	rest(options: { isResting: boolean }): void;
	advance(options: { ms: number }): Moved;
	/** Cuts the connection of the bot and lets time pass before it can come back. */
	cut(options: { resumable: boolean; awayMs: number }): Moved;
	/** Members that changed in a guild in the last `ms`: the bot cannot have heard of it yet. */
	changedWithin(options: { guildId: string; ms: number }): string[];
}

/** A list that the bot holds, as a fingerprint. */
export interface HeldList {
	readonly guildId: string;
	readonly digest: string;
}

/** The lists that a bot holds at a moment. */
export interface Holding {
	/** Heap and external memory, after two forced collections. */
	readonly memoryBytes: number;
	/** Of the service alone, as it says. */
	readonly rosterBytes: number;
	/** Guilds whose list it has. */
	readonly guilds: number;
}

/** How a bot sees its connection. */
export interface ConnectionSeen {
	/** It has a session, and every guild is there. */
	readonly isReady: boolean;
	/** How often it was cut, as far as the bot has noticed. */
	readonly cuts: number;
}

/** What the bot of a day can be asked. Its service has a clock that is handed in. */
export interface DayBotCommands {
	connect(options: BotOptions & { startsAt: number }): void;
	/** One command that needs all members of a guild. */
	fetch(options: { guildId: string }): Asked;
	advance(options: { ms: number }): Moved;
	connection(options: Record<string, never>): ConnectionSeen;
	digest(options: Record<string, never>): string;
	/** The comparison of the last list with the truth, those members left out. */
	tally(options: { truth: [id: string, fingerprint: string][]; except: readonly string[] }): Tally;
	/** Lets go of the last list, and counts what is held. */
	holding(options: Record<string, never>): Holding;
	/** Every list that is at hand and taken for all members. */
	heldLists(options: Record<string, never>): HeldList[];
	/** The comparison of one of them with the truth. */
	heldTally(options: { guildId: string; truth: [id: string, fingerprint: string][] }): Tally;
}

import type { BotGuild } from 'rollcall';

/** The answer to a process that wants the window of a guild. */
export interface Taking {
	/** Ms until it opens; 0 if it is the caller's now. */
	readonly waitMs: number;
	/** Names the content of the store: another one has lost what was in it. */
	readonly epoch: string;
}

/** A window that is shut, for `ms` from now. */
export interface ShutWindow {
	readonly guildId: string;
	readonly ms: number;
	/** Names the last taking of the process that shuts it. */
	readonly holder: string;
}

/** The windows of guilds, as the store has them. */
export interface Look {
	readonly epoch: string;
	/** In the order of the question. */
	readonly windows: readonly { readonly waitMs: number; readonly holder: string }[];
}

/**
 * The windows of the guilds of bots, in a place that all their processes reach. Each method is one round trip, and rejects if
 * there is no answer.
 */
export interface IWindowStore {
	/** Takes a window if it is open, or if the same taking has it already: then it is shut from now on again. */
	take(guild: BotGuild, holder: string, windowMs: number): Promise<Taking>;
	/** Shuts windows for so long, or longer. */
	shut(botId: string, windows: readonly ShutWindow[]): Promise<void>;
	/** Says when a window opens. If somebody else has taken it since, it only shuts it. */
	correct(guild: BotGuild, holder: string, ms: number): Promise<void>;
	look(botId: string, guildIds: readonly string[]): Promise<Look>;
}

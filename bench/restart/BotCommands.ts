import type { SavedTarget, SavedTruth } from './WorldCommands.js';

interface Saving {
	readonly target: SavedTarget;
	readonly directory: string;
}

/** What saving took. Stalls are the longest turn of the event loop, in ms. */
export interface SavedFigures {
	/** Until the first commit of all lists was on the disk. */
	readonly saveMs: number;
	readonly saveStallMs: number;
	/** The same for a save after which nothing has changed. */
	readonly againMs: number;
	readonly againStallMs: number;
	/** Of everything in the directory. */
	readonly bytes: number;
}

/** What the lists of before took to be there again. */
export interface LabelledFigures {
	/** Until the first answer that says that it is from before the restart. */
	readonly firstMs: number;
	/** Until each guild gives such an answer. */
	readonly allMs: number;
	/** The longest turn of the event loop until then. */
	readonly stallMs: number;
	/** What `savedSessions()` took, and the constructor of the service; 0 with discord.js. */
	readonly readMs: number;
	readonly constructedMs: number;
	/** How many lists there were, and their members. */
	readonly lists: number;
	readonly members: number;
}

/** The commands of a process of the bot on `@discordjs/ws`. */
export interface BotCommands {
	/** Connects, and proves every list on a clock that does not wait for Discord's limits; says how many ms passed on it. */
	prove(options: Saving): {
		readonly provenMs: number;
		readonly unproven: readonly string[];
	};
	/** What all lists are, which have to be complete. */
	read(options: { readonly guildIds: readonly string[] }): SavedTruth;
	/** Saves all, and once more without a change. */
	save(options: { readonly directory: string }): SavedFigures;
	/** Saves, and ends in the right way. */
	stop(options: Record<string, never>): void;
	/** Makes a service, which has the lists of before; it is not connected yet. */
	label(options: Saving): LabelledFigures;
	/** Resumes, and says after how many ms each list was complete, and the longest turn of the event loop. */
	resume(options: { readonly guildIds: readonly string[] }): { readonly resumedMs: number; readonly stallMs: number };
}

/** The commands of a process of the bot on discord.js. */
export interface ClientCommands {
	/** Logs in, and takes over the lists of before: the figures are from ClientReady on. */
	label(options: Saving): LabelledFigures;
}

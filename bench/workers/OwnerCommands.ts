import type { SavedTarget } from '../restart/WorldCommands.js';

interface Published {
	readonly target: SavedTarget;
	readonly redisUrl: string;
}

/** The commands of a process of the bot whose lists are in Redis. */
export interface OwnerCommands {
	/** Proves every list on a clock that does not wait for Discord's limits, and connects to Redis. */
	prove(options: Published): { readonly unproven: readonly string[] };
	/** Saves all lists for the first time, and says how long that took. */
	save(options: Record<string, never>): { readonly ms: number };
	/** Saves, and ends in the right way. */
	stop(options: Record<string, never>): void;
	/** Goes on with what was saved, and tells workers what changes; resolves when each list is complete. */
	publish(options: Published): void;
}

/** What a worker needs to know of its bot. */
export interface WorkerTarget {
	readonly target: SavedTarget;
	readonly redisUrl: string;
	/** The members of the largest guild, in the order in which they change. */
	readonly changing: readonly string[];
}

/** The commands of a process without a gateway. */
export interface WorkerCommands {
	/** Attaches to the largest guild, and says after how many ms its list was complete. */
	attach(options: WorkerTarget): { readonly ms: number; readonly members: number; readonly digest: string };
	/** Reads the list that it has again and again. */
	readHot(options: { readonly reads: number }): { readonly medianMs: number; readonly longestMs: number };
	/** Watches so many changes, and says after how many ms each was in the list. */
	watch(options: { readonly changes: number }): { readonly lags: readonly number[] };
	digest(options: Record<string, never>): { readonly members: number; readonly digest: string };
}

import type { MemberFetchError } from '../errors/MemberFetchError.js';

/** A guild whose list is to be proven, for those who choose the order. */
export interface WarmUpGuild {
	readonly id: string;
	readonly shardId: number;
	/** Discord's own count of its members; `undefined` if it is not known. */
	readonly memberCount: number | undefined;
	/** Whether an answer has been given from the list of before the restart. */
	readonly isAskedFor: boolean;
}

/** Options of `warmUp()`. */
export interface WarmUpOptions {
	/**
	 * Compares two guilds as for `Array.prototype.sort`: the first one is proven first. It is called when the warm-up begins.
	 * @defaultValue the guilds that somebody has asked for since the start, then the largest first
	 */
	readonly order?: (a: WarmUpGuild, b: WarmUpGuild) => number;
	/**
	 * Its share of the 50 requests that Discord lets a bot make over REST in a second.
	 * @defaultValue 25
	 */
	readonly restRequestsPerSecond?: number;
	/**
	 * Its share of the 120 events that Discord lets a shard send in a minute, up to 106. A bot that sends many itself, such as
	 * presences or voice states, leaves itself more.
	 * @defaultValue 106
	 */
	readonly sendsPerMinute?: number;
	/** Called when a list was proven, and when it waits for something else. */
	readonly progressCallback?: (progress: WarmUpProgress) => void;
	/** Ends the warm-up, unless others have called for it, too. */
	readonly signal?: AbortSignal;
}

/**
 * What a warm-up waits for: `sends` is its share of the events of a shard, `rest` its share of REST, `windows` the 30 s
 * of guilds, `sessions` shards and guilds that are away, `answers` those of Discord.
 */
export type WarmUpWait = 'sends' | 'rest' | 'windows' | 'sessions' | 'answers';

/** How far a warm-up has come. */
export interface WarmUpProgress {
	/** Guilds, in all. */
	readonly total: number;
	/** Guilds whose list is true. */
	readonly proven: number;
	/** Guilds that could not be proven. */
	readonly unproven: number;
	/** Guilds for whose list the cache has no room. */
	readonly withoutRoom: number;
	/** Guilds that are neither. */
	readonly left: number;
	/** Most of the shards that are not done wait for it; `undefined` if they wait for nothing. */
	readonly waitsFor: WarmUpWait | undefined;
}

/** The result of a warm-up. */
export interface WarmUpResult {
	/** Guilds whose list was proven, or was true already. */
	readonly proven: number;
	/** Why the others were not, by the ids of their guilds. */
	readonly unproven: ReadonlyMap<string, MemberFetchError>;
	/** Ids of guilds for whose lists `cache.maxCacheSize` or `cache.maxBytes` has no room. */
	readonly withoutRoom: readonly string[];
}

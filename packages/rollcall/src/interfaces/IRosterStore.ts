import type { FeedPosition, IShardFeed } from './IShardFeed.js';

/** One shard of one bot, as its gateway sessions are bound to it. */
export interface ShardKey {
	readonly applicationId: string;
	readonly shardId: number;
	readonly shardCount: number;
	/** The bits of the intents that the shard identifies with. */
	readonly intents: number;
}

/** What RESUME needs beside the token, which is never saved. */
export interface SavedSession {
	readonly sessionId: string;
	readonly resumeUrl: string;
	/** The lowest sequence number of all blocks of the shard: each of them ignores what it already holds. */
	readonly sequence: number;
}

/** What the checksummed block of a guild says about itself. */
export interface SavedRosterInfo {
	readonly status: 'complete' | 'stale';
	/** Unix ms up to which the list is known to have been true. */
	readonly asOf: number;
	/** The sequence number of the last dispatch that the rows contain; `null` if no session kept them true. */
	readonly sequence: number | null;
	readonly sessionId: string | null;
	readonly size: number;
	/** Where it stands among the messages of the shard, if the store carries them to other processes. */
	readonly position?: FeedPosition;
}

/** One guild, as it was saved last. */
export interface SavedGuild {
	/**
	 * What READY and GUILD_CREATE told, without members, as JSON. A store may keep it compressed, so that each look takes
	 * some 50 µs: read those of many guilds in turns.
	 */
	readonly facts: string;
	/** `undefined` if only the facts were saved. */
	readonly roster?: SavedRosterInfo | undefined;
}

/** One shard, as it was saved last. */
export interface SavedShard {
	/** Unix ms. */
	readonly savedAt: number;
	readonly session: SavedSession | null;
	/** The bot's user and application, as READY told them, as JSON. */
	readonly identity: string | null;
	readonly guilds: ReadonlyMap<string, SavedGuild>;
}

/** What is new since the last commit. What is not named stays as it was. Do not change any of it before the commit settles. */
export interface ShardChanges {
	readonly savedAt: number;
	readonly session: SavedSession | null;
	readonly identity?: string;
	readonly facts?: ReadonlyMap<string, string>;
	readonly rosters?: ReadonlyMap<string, { readonly info: SavedRosterInfo; readonly block: Uint8Array }>;
	/** Guilds of which only the description of the block changed: it is true for longer than it was. Without a block, it is ignored. */
	readonly infos?: ReadonlyMap<string, SavedRosterInfo>;
	/** Guilds whose rosters are not to be kept any longer. Their facts stay. */
	readonly dropped?: readonly string[];
	/** Guilds that the bot has left. Nothing of them stays. If the commit names a guild elsewhere, too, that is of after its return. */
	readonly removed?: readonly string[];
}

/** What one shard saved. Blocks are bytes to it: a codec of the service writes and reads them. */
export interface IShardStore {
	/**
	 * `false` if another process holds the shard: then nothing can be committed. It never becomes `true` again, so open
	 * the shard again from time to time to become its writer once the other process has ended.
	 */
	readonly isWritable: boolean;
	/**
	 * What was committed last and is whole; `null` if there is nothing, or nothing that can be trusted. It follows the
	 * commits of this store, and not those of another process.
	 */
	readonly saved: SavedShard | null;
	/**
	 * The block that {@link saved} describes; `null` if there is none, or if its bytes are not those that were committed.
	 * In a store that is not writable that is so after another process has saved the guild again.
	 */
	read(guildId: string): Promise<Uint8Array | null>;
	/**
	 * After it resolves, all of it survives a crash, and no byte is left of what it replaced, dropped or removed. If it
	 * rejects, or the process ends before, either all of it survives or all of the commit before.
	 */
	commit(changes: ShardChanges): Promise<void>;
	/** Called for each write that the store has refused, because it came from a process that did not own the shard any more. */
	onFenced?: (() => void) | undefined;
	/** Carries what changes between two commits to the processes that follow the shard, if the store does that. */
	readonly feed?: IShardFeed | undefined;
	/** Gives the shard to other processes. */
	close(): Promise<void>;
}

/** A place that keeps rosters over a restart. */
export interface IRosterStore {
	/**
	 * Opens what a shard saved, and takes the shard for this process if no other has it.
	 *
	 * @param warn - hears one line about each thing that was left aside
	 */
	open(key: ShardKey, warn: (line: string) => void): Promise<IShardStore>;
	/**
	 * Whether `open` would take the shard now. A store that can tell this cheaply is asked each second, so that a process that waits
	 * for the shard, or has lost it, goes on at once. Others are opened now and then.
	 */
	isFree?(key: ShardKey): Promise<boolean>;
}

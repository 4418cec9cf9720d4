import type { SavedRosterInfo } from './IRosterStore.js';
import type { FeedAsk, ReadMessage } from './IShardFeed.js';

/** A message of a run. */
export interface FeedPlace {
	readonly run: string;
	readonly number: number;
}

/** What a place has of a guild. */
export interface LoadedGuild {
	readonly info: SavedRosterInfo;
	/** Names the bytes: other bytes have another name. */
	readonly block: string;
	/** The roles of the guild as they were told last, as JSON. */
	readonly roles: string | undefined;
	/** The last message of the shard; `undefined` if no owner has told anything for long. */
	readonly head: FeedPlace | undefined;
}

/** Reads what the owners of a bot's shards save and tell. Every wait is bounded, and rejects if the place cannot be reached. */
export interface IFeedReader {
	/** Unix ms by the clock of the place, never too early; `undefined` while that is not known. */
	now(): number | undefined;
	/** `undefined` if no list of the guild is saved. */
	load(shardId: number, guildId: string): Promise<LoadedGuild | undefined>;
	/** The bytes of a block; `undefined` if they are gone, or not those that were saved. */
	read(shardId: number, guildId: string, block: string): Promise<Uint8Array | undefined>;
	/** The messages that are still there, from this one on, in their order. */
	history(shardId: number, from: FeedPlace): Promise<readonly ReadMessage[]>;
	/** The last message of a shard. */
	head(shardId: number): Promise<FeedPlace | undefined>;
	/** Passes on each message behind this one, in order, until `unfollow`. A second call goes on from another place. */
	follow(shardId: number, after: FeedPlace, hear: (message: ReadMessage) => void): void;
	/** Passes on no more messages of a shard. */
	unfollow(shardId: number): void;
	/** Asks the owner of a shard, if there is one. Its answer is among what it tells. */
	ask(shardId: number, ask: FeedAsk): Promise<void>;
	/** Leaves no connection and no timer. */
	close(): Promise<void>;
}

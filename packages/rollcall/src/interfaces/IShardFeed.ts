/** Where the block of a guild stands among the messages of its shard. */
export interface FeedPosition {
	/** Names the owner that saved it. Another owner counts its messages anew. */
	readonly run: string;
	/** Number of the last message whose effect the rows have. */
	readonly number: number;
	/** The list was complete as of that message. */
	readonly isTrue: boolean;
	/** Unix ms, by the clock of the place, up to which the list is known to have been true. */
	readonly asOf: number;
}

/** What the owner of a shard tells the processes that follow it. */
export interface FeedMessage {
	/** Rises by one with each message of a run. */
	readonly number: number;
	/**
	 * Unix ms by the clock of the place, never too late: nothing that the owner knew by then is missing from this message and
	 * those before it. 0 if this message says nothing about that.
	 */
	readonly lookedAt: number;
	/** Unix ms by the clock of the place, never too late, up to which the gateway had told everything. 0 if that is not known. */
	readonly asOf: number;
	/** What is new of guilds, as JSON. */
	readonly guilds: ReadonlyMap<string, string>;
	/** Guilds whose roles have changed, with all roles as JSON: they are kept for those who come later. */
	readonly roles: ReadonlyMap<string, string>;
	/** Guilds of which nothing is to be kept any longer. */
	readonly ended: readonly string[];
}

/** A message as its readers get it. */
export interface ReadMessage extends Pick<FeedMessage, 'number' | 'lookedAt' | 'asOf' | 'guilds'> {
	readonly run: string;
}

/** What a reader asks of the owner of a shard. */
export interface FeedAsk {
	/** Names the question. The answer is among what is told. */
	readonly id: string;
	readonly guildId: string;
	/** Discord is to be asked even if the owner's list is true. */
	readonly isFresh: boolean;
	/** The block of the guild is gone from the place, so that it has to be saved again. */
	readonly isLost: boolean;
	/** The owner is to save what it has, and not to ask Discord. */
	readonly savesOnly?: boolean | undefined;
	/** Unix ms by the clock of the place, after which nobody waits for the answer. */
	readonly until: number;
}

/** Carries what the owner of a shard tells to the processes that follow it. Every write proves the ownership. */
export interface IShardFeed {
	/** Names this run of the owner: no other run, before or after, has the name. */
	readonly run: string;
	/** `false` if another process owns the shard, from then on for ever. */
	readonly isOpen: boolean;
	/** Called with each question of a reader. */
	onAsk: ((ask: FeedAsk) => void) | undefined;
	/** A moment of the process (monotonic ms) in Unix ms by the clock of the place, never too late; 0 while that is not known. */
	timeOf(moment: number): number;
	/** Resolves to `false` if the message may not have arrived. Messages arrive in order. Never rejects. */
	send(message: FeedMessage): Promise<boolean>;
}

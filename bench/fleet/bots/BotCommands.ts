/** Where a process finds Discord, Redis and its shard. */
export interface BotTerms {
	readonly restUrl: string;
	readonly redisUrl: string;
	readonly token: string;
	readonly applicationId: string;
	readonly shardId: number;
	readonly shardCount: number;
}

/** The answer to one caller. */
export interface Listed {
	readonly guildId: string;
	/** Whether the caller takes it for everybody. */
	readonly complete: boolean;
	/** The fingerprint of all of them. */
	readonly digest: string;
}

/** The answers to some callers. */
export interface Answered {
	readonly lists: readonly Listed[];
	/** Time that went into fingerprints, which is none of theirs. */
	readonly checkMs: number;
}

/** The commands of a process of the bot. */
export interface BotCommands {
	/** Starts the bot; resolves when it has its guilds, and says how many lists it has from before. */
	start(options: BotTerms): { lists: number };
	/** Each guild once, as quickly as the side can. */
	listAll(options: { guildIds: readonly string[] }): Answered;
	/** Several callers who want the same guild at the same time. */
	callers(options: { guildId: string; count: number }): Answered;
	/** Ends in the right way. */
	stop(options: Record<never, never>): void;
}

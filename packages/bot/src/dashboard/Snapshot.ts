// What the server sends to the status page. Both sides import this file, so it needs nothing but types.

/** Everything that the page shows of one moment. */
export interface Snapshot {
	/** Epoch ms. */
	readonly at: number;
	readonly startedAt: number;
	readonly bot: string;
	readonly isDemo: boolean;
	readonly gateway: { readonly isReady: boolean; readonly shards: number; readonly shardsReady: number };
	readonly canWrite: boolean;
	readonly health: {
		readonly status: 'healthy' | 'degraded' | 'unhealthy';
		readonly reasons: readonly string[];
	};
	readonly operations: readonly OperationLine[];
	readonly totals: Totals;
	/** At most a hundred guilds: those whose list is stale first, then the largest. */
	readonly guilds: readonly GuildLine[];
}

/** A fetch that runs. */
export interface OperationLine {
	readonly id: string;
	readonly guildId: string;
	readonly guild: string;
	readonly stage: string;
	/** Percent. */
	readonly progress: number;
	readonly message: string;
	readonly current?: number;
	readonly total?: number;
	/** Ms, what it waits for included. */
	readonly leftMs?: number;
	readonly callers: number;
	readonly startedAt: number;
}

export interface Totals {
	readonly guilds: number;
	readonly heldGuilds: number;
	readonly members: number;
	readonly bytes: number;
	readonly maxBytes: number;
	readonly since: number;
	/** Calls of commands and features. */
	readonly calls: number;
	readonly cacheHits: number;
	readonly joined: number;
	readonly gateway: number;
	readonly rest: number;
	readonly refused: number;
	readonly complete: number;
	readonly partial: number;
	readonly stale: number;
}

export interface GuildLine {
	readonly id: string;
	readonly name: string;
	/** `none`: no list is held. */
	readonly status: 'complete' | 'stale' | 'none';
	/** Why the list is stale, if that was told. */
	readonly reason?: string;
	/** Discord's own count. */
	readonly expected: number;
	readonly members: number;
	readonly bytes: number;
	/** Epoch ms up to which the list is known to be true. */
	readonly vouchedAt?: number;
}

/** One member in the table. Fields that the config does not keep are absent. */
export interface MemberLine {
	readonly id: string;
	readonly name: string;
	readonly username?: string;
	readonly isBot: boolean;
	readonly roles: readonly string[];
	readonly joinedAt?: string;
}

/** The answer to a search: a list whose length and order stay the same while its rows are read. */
export interface MemberSearch {
	readonly list: string;
	readonly total: number;
	readonly status: 'complete' | 'stale';
	/** Epoch ms up to which the list is known to be true. */
	readonly asOf: number;
	readonly ms: number;
	/** The first rows; `null` for a member who is no longer in the list. */
	readonly rows: readonly (MemberLine | null)[];
}

export interface RoleLine {
	readonly id: string;
	readonly name: string;
	readonly holders: number | undefined;
}

export interface GrowthLine {
	/** YYYY-MM-DD. */
	readonly day: string;
	readonly joins: number;
	readonly leaves: number;
}

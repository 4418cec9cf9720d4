/** A guild of the emulator, with what a side is asked about it. */
export interface GuildTarget {
	readonly id: string;
	/** The role that most members have. */
	readonly roleId: string;
	/** Members to look up, spread over the whole list, each once. */
	readonly lookupIds: readonly string[];
}

/** Settings of the service beside its defaults, as far as they can be sent to another process. */
export interface TargetConfig {
	readonly cache: { readonly maxCacheSize: number };
	readonly rateLimit: {
		readonly maxConcurrentRequests: number;
		readonly requestsPerMinute: number;
		readonly burstLimit: number;
	};
}

/** Where a side connects to, and what it is asked there. */
export interface Target {
	readonly restUrl: string;
	readonly token: string;
	/** What the service needs beside its defaults. */
	readonly config?: TargetConfig;
	/** The guild that is measured. */
	readonly guild: GuildTarget;
	/** Another one of the same size, which is not fetched until it is streamed. */
	readonly fresh: GuildTarget;
	/** A small one, asked everything once before, so that every side has its code loaded and compiled. */
	readonly warmUp: GuildTarget;
	/** The member that changes last, and the nickname that shows it. */
	readonly sentinel: { readonly id: string; readonly nick: string };
}

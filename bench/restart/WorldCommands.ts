/** Where a bot finds the world. */
export interface SavedTarget {
	readonly restUrl: string;
	readonly token: string;
	readonly applicationId: string;
	readonly shardCount: number;
	readonly guildIds: readonly string[];
	readonly largestId: string;
}

/** What all lists have to be. */
export interface SavedTruth {
	readonly members: number;
	/** Of guild, id, username, nickname and roles of every member of every guild. */
	readonly digest: string;
}

/** What Discord was asked. */
export interface AskedOfDiscord {
	/** Requests for members over the gateway, of each kind. */
	readonly memberRequests: number;
	/** Requests of REST about members. */
	readonly members: number;
}

/** The commands of the process of the emulator. */
export interface WorldCommands {
	start(options: { guilds: number; members: number }): SavedTarget;
	truth(options: Record<string, never>): SavedTruth;
	asked(options: Record<string, never>): AskedOfDiscord;
	/** Members join, leave and change in many guilds. */
	change(options: { count: number }): void;
	/** Members of the largest guild get the number and the moment of the change as their nickname, evenly. */
	changeEvenly(options: { perSecond: number; seconds: number }): void;
	/** The ids of the members of the largest guild, in the order in which they change. */
	largestMembers(options: Record<string, never>): readonly string[];
	/** What the list of the largest guild has to be. */
	largestTruth(options: Record<string, never>): SavedTruth;
}

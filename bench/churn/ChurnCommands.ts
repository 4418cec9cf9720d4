/** The guild in which things happen, and the member whose nickname shows that all of an hour has. */
export interface ChurnTarget {
	readonly restUrl: string;
	readonly token: string;
	readonly guildId: string;
	readonly sentinelId: string;
}

/** What the world is like after an hour. */
export interface ChurnTruth {
	readonly members: number;
	/** Of id, username, nickname and roles of every member. */
	readonly digest: string;
}

/** The commands of the emulator's process. */
export interface ChurnWorldCommands {
	start(options: { members: number }): ChurnTarget;
	/** Lets an hour pass: members join, leave, come back, change, speak and write; `isOutage` ends it with an outage. */
	live(options: { changes: number; hour: number; isOutage: boolean }): { lastNick: string };
	truth(options: Record<string, never>): ChurnTruth;
}

/** The commands of a bot's process. */
export interface ChurnBotCommands {
	/** Logs in and fetches everybody. */
	connect(options: { target: ChurnTarget }): void;
	/** Waits for the last change of an hour, fetches again after an outage, and reads everybody in several ways. */
	live(options: { lastNick: string; isOutage: boolean }): ChurnTruth & { readonly bytes: number };
}

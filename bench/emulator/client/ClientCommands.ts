/** How raw sessions fetch one guild. */
export interface CrowdPlan {
	/** The address of the gateway, without a query. */
	readonly url: string;
	readonly token: string;
	readonly guildId: string;
	/** The ids of the guild's members, in the order of their numbers. */
	readonly ids: readonly string[];
	readonly sessions: number;
	readonly zlibStream: boolean;
}

/** What the sessions saw. */
export interface CrowdAnswer {
	/** Distinct members of the guild, of each session. */
	readonly counts: readonly number[];
	/** Ids that are not in the guild. */
	readonly strangers: number;
	/** From the first request to the last chunk. */
	readonly wallMs: number;
	readonly cpuMs: number;
}

/** The commands of a process with raw clients. */
export interface ClientCommands {
	/** Connects all sessions, lets each ask for all members at once, and parses each frame. */
	fetch(plan: CrowdPlan): Promise<CrowdAnswer>;
	/** Opens sockets that say nothing, and gives how many were opened. They stay open. */
	open(plan: { readonly url: string; readonly count: number }): Promise<number>;
	/** Opens one socket, and gives the ms until HELLO came. */
	greet(plan: { readonly url: string }): Promise<number>;
}

/** A guild of the emulator, with what a side is asked about it. */
export interface GuildTarget {
	readonly id: string;
	/** The role that most members have. */
	readonly roleId: string;
	/** Members to look up, spread over the whole list, each once. */
	readonly lookupIds: readonly string[];
}

/** Where a side connects to, and what it is asked there. */
export interface Target {
	readonly restUrl: string;
	readonly token: string;
	/** The guild that is measured. */
	readonly guild: GuildTarget;
	/** A small one, asked everything once before, so that every side has its code loaded and compiled. */
	readonly warmUp: GuildTarget;
	/** The member that changes last, and the nickname that shows it. */
	readonly sentinel: { readonly id: string; readonly nick: string };
}

/** A bot of the world, and its guilds, which no other bot has. */
export interface FleetBot {
	readonly token: string;
	readonly applicationId: string;
	readonly guilds: readonly { readonly id: string; readonly shardId: number; readonly members: number }[];
}

/** What a bot has sent: full requests and REST, those of logging in left out. */
export interface Spent {
	readonly gateway: number;
	readonly rest: number;
	readonly refused: number;
}

/** The commands of the process with the emulator. */
export interface WorldCommands {
	/** Starts it with Discord's limits, and a bot for each side with guilds of these sizes. */
	start(options: { sizes: readonly number[]; shards: number; sides: number }): { restUrl: string; bots: FleetBot[] };
	/** Since it was asked last. */
	spent(options: { applicationId: string }): Spent;
	/** In each of the guilds somebody leaves, somebody comes, and somebody is renamed. */
	change(options: { guildIds: readonly string[] }): void;
	/** Fingerprints of all members of each guild, as they are now. */
	digests(options: { guildIds: readonly string[] }): [guildId: string, digest: string][];
}

/** How much is measured. */
export interface Scale {
	/** Members of a guild, for gains that are shown at several sizes. */
	readonly sizes: readonly number[];
	/** Rounds at a size. */
	rounds(members: number): number;
	/** How long discord.js waits for one more chunk; as long as it does by default, unless given. */
	readonly patienceMs?: number;
	/** Calls that are answered from memory. */
	readonly calls: number;
	/** Members of the guild in which things go wrong. */
	readonly faultyMembers: number;
	/** Members of the largest guild. */
	readonly mostMembers: number;
	readonly load: LoadScale;
	readonly day: DayScale;
}

/** Many commands at once. */
export interface LoadScale {
	readonly guilds: number;
	/** Of each guild. */
	readonly members: number;
	/** Each runs one command after the other. */
	readonly people: number;
	readonly seconds: number;
}

/** A day of a bot. */
export interface DayScale {
	readonly guilds: number;
	/** Of the largest guild; the others grow smaller and smaller. */
	readonly members: number;
	readonly hours: number;
	readonly commandsPerHour: number;
	/** Joins, leaves and renamings in a day, for each member. */
	readonly changesPerMember: number;
}

/** From here on one round takes most of a minute. */
const LARGE = 500_000;

/** The promises are measured at this scale. */
export const FULL_SCALE: Scale = {
	sizes: [1_000, 25_000, 100_000, 500_000],
	rounds: (members) => (members < LARGE ? 3 : 1),
	calls: 10_000,
	faultyMembers: 25_000,
	mostMembers: 1_000_000,
	load: { guilds: 20, members: 10_000, people: 50, seconds: 120 },
	day: { guilds: 500, members: 60_000, hours: 24, commandsPerHour: 40, changesPerMember: 0.04 },
};

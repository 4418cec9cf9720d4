import type { Target } from '../sides/Target.js';

/** Many small guilds that share users, and what a side is asked about them. */
export interface SmallGuildsTarget extends Target {
	readonly guildIds: readonly string[];
	/** Ids of users that are in none of the guilds. */
	readonly strangerIds: readonly string[];
}

/** The right answers about all of the guilds together. */
export interface SmallGuildsTruth {
	readonly members: number;
	/** Each user counts once; those of the guild that every side fetches first are among them. */
	readonly users: number;
	/** Of id, username, nickname and roles of every member of every guild. */
	readonly digest: string;
}

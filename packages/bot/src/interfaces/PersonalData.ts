/** One entry, as plain values for JSON. */
export type PersonalRow = Readonly<Record<string, unknown>>;

/**
 * What one room keeps about users. Register it under `DI_TOKENS.PersonalData`, and `/privacy` shows, exports and erases it, and
 * it goes when its user has left for long enough.
 */
export interface PersonalData {
	/** The name of the room, as a key of the export. */
	readonly room: string;
	/** The guilds in which something is kept about the user, or is known of what they want. */
	guildsOf(userId: string): readonly string[];
	/** Those in this guild about whom something is kept, read in pieces as the caller goes on. */
	usersOf(guildId: string): Iterable<string>;
	/** How many entries there are; quick, however many that is. */
	count(guildId: string, userId: string): number;
	/** The last entries of the export, at most so many. */
	newest(guildId: string, userId: string, most: number): readonly PersonalRow[];
	/** Everything that is kept about the user in this guild, read in pieces as the caller goes on: there may be very much. */
	export(guildId: string, userId: string): Iterable<PersonalRow>;
	/** Removes all of it, and says how many rows that were. */
	erase(guildId: string, userId: string): number;
	/** Removes what is not to outlast the days after a leave. @defaultValue {@link erase} */
	eraseLeaver?(guildId: string, userId: string): void;
}

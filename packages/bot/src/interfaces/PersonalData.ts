/** One entry, as plain values for JSON. */
export type PersonalRow = Readonly<Record<string, unknown>>;

/**
 * The data that one room keeps about users. Register it under `DI_TOKENS.PersonalData`. Then `/privacy` shows, exports
 * and erases it, and it is removed some time after its user has left.
 */
export interface PersonalData {
	/** The name of the room, as a key of the export. */
	readonly room: string;
	/** The guilds that hold data about the user, or know what they want. */
	guildsOf(userId: string): readonly string[];
	/** The users with data in this guild, read in pieces as the caller iterates. */
	usersOf(guildId: string): Iterable<string>;
	/** The number of entries; quick for any number. */
	count(guildId: string, userId: string): number;
	/** The last entries of the export, at most `most`. */
	newest(guildId: string, userId: string, most: number): readonly PersonalRow[];
	/** All data about the user in this guild, read in pieces as the caller iterates, since it may be large. */
	export(guildId: string, userId: string): Iterable<PersonalRow>;
	/** Removes all of it; returns how many rows that were. */
	erase(guildId: string, userId: string): number;
	/**
	 * Removes the data that must not be kept longer than `/settings leavers` after a leave.
	 *
	 * @defaultValue {@link erase}
	 */
	eraseLeaver?(guildId: string, userId: string): void;
}

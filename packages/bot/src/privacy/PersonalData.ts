/** What one room keeps about a user. Register it under `DI_TOKENS.PersonalData`, and `/privacy` shows, exports and erases it. */
export interface PersonalData {
	/** The name of the room, as a key of the export. */
	readonly room: string;
	/** Everything that is kept about the user in this guild, as plain values for JSON. */
	export(guildId: string, userId: string): readonly Readonly<Record<string, unknown>>[];
	/** Removes all of it, and says how many rows that were. */
	erase(guildId: string, userId: string): number;
}

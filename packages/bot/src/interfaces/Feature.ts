import type { Client } from 'discord.js';

/** Something that runs beside the commands: a tracker, a schedule, the data of guilds. Register it under `DI_TOKENS.Feature`. */
export interface Feature {
	/** For the log. */
	readonly name: string;
	/** Runs before the login: the place for listeners that must miss no event. */
	attach?(client: Client): void;
	/** Runs after the login, when every guild is known. If it fails, the bot does not start. */
	start?(client: Client<true>): void | Promise<void>;
	/** Removes its timers and listeners, and writes what is not written yet. Called once, even if `start` was not. */
	stop?(): void | Promise<void>;
	/** The bot has left this guild, now or while it was down: removes everything about it. */
	removeGuild?(guildId: string): void | Promise<void>;
}

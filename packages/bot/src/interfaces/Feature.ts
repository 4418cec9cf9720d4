import type { Client } from 'discord.js';

/** Something that runs beside the commands: a tracker, a schedule, the data of guilds. Register it under `DI_TOKENS.Feature`. */
export interface Feature {
	/** For the log. */
	readonly name: string;
	/** Before the login: the place for listeners that are to miss no event. */
	attach?(client: Client): void;
	/** After the login, when every guild is known. Its failure stops the bot from starting. */
	start?(client: Client<true>): void | Promise<void>;
	/** Leaves no timer and no listener, and writes down what is not written yet. Called once, also where `start` was not. */
	stop?(): void | Promise<void>;
	/** The bot is no longer in this guild, since now or since it was down: everything about it goes. */
	removeGuild?(guildId: string): void | Promise<void>;
}

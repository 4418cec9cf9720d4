/** The routes of REST that the service asks. Discord keeps a bucket of each for every guild. */
export type RestRoute = 'pages' | 'lookups' | 'counts' | 'roles' | 'application';

/** Whether a REST request may be sent. */
export interface RestTurn {
	/** The turn is the caller's, and its request may be sent after `waitMs`. Otherwise it may ask again then. */
	readonly isTaken: boolean;
	/** Ms; at most a second for a turn that is taken. */
	readonly waitMs: number;
}

/** What an answer of REST says about its limits. */
export interface RestAnswer {
	/** HTTP status; 0 if there was no answer, or none of Discord's: a proxy has limits of its own, which count nowhere else. */
	readonly status: number;
	/** The bucket, as the headers describe it. */
	readonly bucket?: { readonly limit: number; readonly remaining: number; readonly resetAfterMs: number } | undefined;
	/** How long a 429 says to wait, in ms. */
	readonly retryAfterMs?: number | undefined;
}

/** A guild, and the bot that asks about it. */
export interface BotGuild {
	/** User id of the bot. */
	readonly botId: string;
	readonly guildId: string;
}

/**
 * The limits that Discord counts for a bot, or for the address that it asks from, shared by all processes of the bot. Pass
 * one as `gates` to every service.
 *
 * No method rejects or throws, and each promise settles within a second. While the gates cannot be shared, every answer lets
 * the caller go on: each process then keeps the gates that it has by itself.
 */
export interface IBotGates {
	/** Why the gates are not shared at the moment; `undefined` if they are. */
	readonly trouble: string | undefined;
	/**
	 * Takes the window of a guild, for a request for all members that is sent at once.
	 *
	 * @returns 0 if it is the caller's, or if nobody can tell; otherwise the ms until it opens
	 */
	takeWindow(guild: BotGuild, windowMs: number): Promise<number>;
	/** The window is shut for `ms` from now, or longer. */
	shutWindow(guild: BotGuild, ms: number): void;
	/** The window that this process took last opens in `ms`, even if that is earlier. With 0, its request was not sent. */
	correctWindow(guild: BotGuild, ms: number): void;
	/**
	 * Tells in how many ms the window opens for this process, again and again, until the function that it returns is called.
	 * Somebody waits for the window meanwhile.
	 */
	watchWindow(guild: BotGuild, onLook: (waitMs: number) => void): () => void;
	/** Asks for a turn of REST. */
	takeTurn(guild: BotGuild, route: RestRoute): Promise<RestTurn>;
	/** A request that had its turn has ended: call it once for each turn that was taken. */
	tellAnswer(guild: BotGuild, route: RestRoute, answer: RestAnswer): void;
}

/** Everything that the emulator has seen of one bot since it started, or since the last reset. */
export interface BotStats {
	/** WebSocket connections of this bot, counted when it identifies or resumes. */
	connections: number;
	identifies: number;
	resumes: number;
	/** Frames that the bot sent over the gateway after it identified or resumed. */
	sends: number;
	/** Opcode 8 requests by kind. `refused` ones count in their kind, too. */
	memberRequests: { full: number; query: number; userIds: number; malformed: number; refused: number };
	/** GUILD_MEMBERS_CHUNK dispatches produced for the bot, without lost ones. */
	chunksSent: number;
	/** All dispatches produced for the bot, by event name. */
	dispatches: Record<string, number>;
	rest: { total: number; byRoute: Record<string, number>; rateLimited: number };
	/** Gateway closes of either side by code. 1006 is a socket that broke. */
	closes: Record<string, number>;
}

const nothingSeen = (): BotStats => ({
	connections: 0,
	identifies: 0,
	resumes: 0,
	sends: 0,
	memberRequests: { full: 0, query: 0, userIds: 0, malformed: 0, refused: 0 },
	chunksSent: 0,
	dispatches: {},
	rest: { total: 0, byRoute: {}, rateLimited: 0 },
	closes: {},
});

/** Counts everything that the emulator sees, per bot. */
export class Stats {
	readonly #bots = new Map<string, BotStats>();
	readonly #firstBotId: () => string;

	/** @param firstBotId - Gives the bot that is meant by default. */
	constructor(firstBotId: () => string) {
		this.#firstBotId = firstBotId;
	}

	/** Gives the live counts of a bot, the first bot by default. Copy them to compare two moments. */
	bot(id: string = this.#firstBotId()): BotStats {
		const known = this.#bots.get(id);
		if (known) return known;
		const fresh = nothingSeen();
		this.#bots.set(id, fresh);
		return fresh;
	}

	/** Counts one REST request. */
	countRest(botId: string, route: string, rateLimited: boolean): void {
		const { rest } = this.bot(botId);
		rest.total += 1;
		rest.byRoute[route] = (rest.byRoute[route] ?? 0) + 1;
		if (rateLimited) rest.rateLimited += 1;
	}

	/** Counts one gateway close. */
	countClose(botId: string, code: number): void {
		const { closes } = this.bot(botId);
		closes[code] = (closes[code] ?? 0) + 1;
	}

	/** Counts one dispatch. */
	countDispatch(botId: string, event: string): void {
		const stats = this.bot(botId);
		stats.dispatches[event] = (stats.dispatches[event] ?? 0) + 1;
		if (event === 'GUILD_MEMBERS_CHUNK') stats.chunksSent += 1;
	}

	/** Forgets everything counted so far. */
	reset(): void {
		this.#bots.clear();
	}
}

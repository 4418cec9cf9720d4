import type { Clock } from '../clock/index.js';
import { UserError } from '../errors/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { commonTexts } from '../localisation/index.js';
import { Allowance } from './Allowance.js';

/** The cost of a cheap interaction. */
export const USUAL_COST = 0.2;
/** Interactions; an expensive one costs several. Nobody that reads the answers needs as many. */
const OF_A_USER = { most: 30, perSecond: 1 };
/** Pieces of work per guild, so that no guild takes them from the others. */
const OF_A_GUILD = { most: 10, perSecond: 0.5 };
const OF_ALL = { most: 40, perSecond: 4 };
const ALL = 'all';

/** Limits on the work of the bot: for each user, for each guild, and for all together. */
@injectable()
export class WorkLimits {
	readonly #users;
	readonly #guilds;
	readonly #all;

	constructor(@inject(DI_TOKENS.Clock) clock: Clock) {
		this.#users = new Allowance(clock, OF_A_USER);
		this.#guilds = new Allowance(clock, OF_A_GUILD);
		this.#all = new Allowance(clock, OF_ALL);
	}

	/**
	 * Counts the work of a user in all guilds.
	 *
	 * @throws UserError that says when to try again
	 *
	 */
	takeOfUser(userId: string, cost: number): void {
		const waitMs = this.#users.waitMs(userId, cost);
		if (waitMs > 0) throw new UserError(commonTexts.coolingDown, { count: inSeconds(waitMs) });
		this.#users.take(userId, cost);
	}

	/**
	 * Counts a piece of work for a guild, or for a user in direct messages.
	 *
	 * @throws UserError that says when to try again
	 *
	 */
	takeOfAll(guildId: string, cost: number): void {
		const waitMs = Math.max(this.#guilds.waitMs(guildId, cost), this.#all.waitMs(ALL, cost));
		if (waitMs > 0) throw new UserError(commonTexts.busy, { count: inSeconds(waitMs) });
		this.#guilds.take(guildId, cost);
		this.#all.take(ALL, cost);
	}
}

const inSeconds = (ms: number) => Math.ceil(ms / 1000);

import type { Clock } from '../clock/index.js';
import { UserError } from '../errors/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { commonTexts } from '../localisation/index.js';
import { Allowance } from './Allowance.js';

/** What an interaction takes that asks for little. */
export const USUAL_COST = 0.2;
/** Interactions, where one that is dear takes several. Nobody who reads the answers needs as many. */
const OF_A_USER = { most: 30, perSecond: 1 };
/** Pieces of work that nobody else asks for at the same time: of one guild, so that no guild takes them from the others. */
const OF_A_GUILD = { most: 10, perSecond: 0.5 };
const OF_ALL = { most: 40, perSecond: 4 };
const ALL = 'all';

/** What users may ask of the bot: each of them, each guild, and all together. */
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
	 * Counts what a user does, in whatever guild.
	 *
	 * @throws UserError that says when there is room for it
	 */
	takeOfUser(userId: string, cost: number): void {
		const waitMs = this.#users.waitMs(userId, cost);
		if (waitMs > 0) throw new UserError(commonTexts.coolingDown, { count: inSeconds(waitMs) });
		this.#users.take(userId, cost);
	}

	/**
	 * Counts a piece of work that is begun for a guild, or for somebody in direct messages.
	 *
	 * @throws UserError that says when there is room for it
	 */
	takeOfAll(guildId: string, cost: number): void {
		const waitMs = Math.max(this.#guilds.waitMs(guildId, cost), this.#all.waitMs(ALL, cost));
		if (waitMs > 0) throw new UserError(commonTexts.busy, { count: inSeconds(waitMs) });
		this.#guilds.take(guildId, cost);
		this.#all.take(ALL, cost);
	}
}

const inSeconds = (ms: number) => Math.ceil(ms / 1000);

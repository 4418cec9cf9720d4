import type { BotOptions } from '../options/index.js';
import type { BotAccount } from './BotAccount.js';
import { createBotAccount } from './createBotAccount.js';

/** All bots that the emulator knows, by token and by id. */
export class BotAccounts implements Iterable<BotAccount> {
	readonly #byToken = new Map<string, BotAccount>();
	readonly #byId = new Map<string, BotAccount>();

	constructor(bots: readonly BotOptions[], seed: number) {
		bots.forEach((bot, index) => {
			this.#add(createBotAccount(bot, seed, index));
		});
	}

	/** The bot with this token; a leading `Bot ` is allowed, as in the Authorization header. */
	byToken(token: string): BotAccount | undefined {
		return this.#byToken.get(token.replace(/^Bot\s+/i, ''));
	}

	byId(id: string): BotAccount | undefined {
		return this.#byId.get(id);
	}

	[Symbol.iterator](): Iterator<BotAccount> {
		return this.#byId.values();
	}

	#add(bot: BotAccount): void {
		if (this.#byId.has(bot.id)) throw new RangeError(`Two bots have the id ${bot.id}`);
		if (this.#byToken.has(bot.token)) throw new RangeError(`Two bots have the same token (bot ${bot.id})`);
		this.#byId.set(bot.id, bot);
		this.#byToken.set(bot.token, bot);
	}
}

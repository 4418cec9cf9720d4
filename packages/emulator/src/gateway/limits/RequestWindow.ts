import type { Clock } from '../../clock/index.js';

/** Counts requests for all members: one per guild and bot in the window, over all sessions of the bot. */
export class RequestWindow {
	readonly #clock: Clock;
	readonly #windowMs: number;
	readonly #opensAt = new Map<string, number>();

	constructor(clock: Clock, windowMs: number) {
		this.#clock = clock;
		this.#windowMs = windowMs;
	}

	/** Gives the milliseconds until the next request is allowed. A refused request does not make them longer. */
	waitMs(botId: string, guildId: string): number {
		return Math.max(0, (this.#opensAt.get(`${botId}:${guildId}`) ?? 0) - this.#clock.now());
	}

	/** Shuts the window for its usual time, or for another. */
	shut(botId: string, guildId: string, ms = this.#windowMs): void {
		this.#opensAt.set(`${botId}:${guildId}`, this.#clock.now() + ms);
	}
}

import { type Clock, DAY_MS } from '../../clock/index.js';

/** The session start limit of `/gateway/bot`. */
export interface SessionStartInfo {
	readonly total: number;
	readonly remaining: number;
	/** Milliseconds. */
	readonly reset_after: number;
	readonly max_concurrency: number;
}

/** Counts how often a bot starts sessions in 24 hours, over all its shards; resumes are free. */
export class SessionStartLimit {
	readonly #clock: Clock;
	readonly #total: number;
	readonly #maxConcurrency: number;
	readonly #bots = new Map<string, { since: number; used: number }>();

	constructor(clock: Clock, total: number, maxConcurrency: number) {
		this.#clock = clock;
		this.#total = total;
		this.#maxConcurrency = maxConcurrency;
	}

	/** Counts one start and says whether it was within the limit. */
	take(botId: string): boolean {
		const day = this.#day(botId);
		day.used += 1;
		return day.used <= this.#total;
	}

	/** Gives the number of starts that are left. */
	info(botId: string): SessionStartInfo {
		const day = this.#day(botId);
		return {
			total: this.#total,
			remaining: Math.max(0, this.#total - day.used),
			reset_after: day.since + DAY_MS - this.#clock.now(),
			max_concurrency: this.#maxConcurrency,
		};
	}

	#day(botId: string): { since: number; used: number } {
		const now = this.#clock.now();
		const known = this.#bots.get(botId);
		if (known && now - known.since < DAY_MS) return known;
		const day = { since: now, used: 0 };
		this.#bots.set(botId, day);
		return day;
	}
}

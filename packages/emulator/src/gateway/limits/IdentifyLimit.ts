import type { Clock } from '../../clock/index.js';

/** Lets one IDENTIFY per bot and rate limit key through in each window (`max_concurrency`). */
export class IdentifyLimit {
	readonly #clock: Clock;
	readonly #maxConcurrency: number;
	readonly #windowMs: number;
	readonly #lastAt = new Map<string, number>();

	constructor(clock: Clock, maxConcurrency: number, windowMs: number) {
		this.#clock = clock;
		this.#maxConcurrency = maxConcurrency;
		this.#windowMs = windowMs;
	}

	/** Counts an IDENTIFY of a shard and says whether it may go on. If not, the answer is opcode 9. */
	take(botId: string, shardId: number): boolean {
		const key = `${botId}:${shardId % this.#maxConcurrency}`;
		const now = this.#clock.now();
		const last = this.#lastAt.get(key);
		if (last !== undefined && now - last < this.#windowMs) return false;
		this.#lastAt.set(key, now);
		return true;
	}
}

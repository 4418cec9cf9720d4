import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';

const REMEMBERED = 50_000;

/** When each user may run a command again. It is lost at a restart, which does no harm. */
@injectable()
export class Cooldowns {
	readonly #until: LRUCache<string, true>;

	constructor(@inject(DI_TOKENS.Clock) clock: Clock) {
		// No resolution: the cache would keep its time with its own timer.
		this.#until = new LRUCache({ max: REMEMBERED, ttlResolution: 0, perf: clock });
	}

	/** Begins a cooldown and returns 0, or returns the milliseconds left of a running one. */
	take(key: string, seconds: number): number {
		const left = this.#until.getRemainingTTL(key);
		if (left > 0) return left;
		this.#until.set(key, true, { ttl: seconds * 1000 });
		return 0;
	}

	giveBack(key: string): void {
		this.#until.delete(key);
	}
}

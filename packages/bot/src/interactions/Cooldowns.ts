import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';

const REMEMBERED = 50_000;

/** Who may run what again, and when. Lost at a restart, which harms nobody. */
@injectable()
export class Cooldowns {
	readonly #until: LRUCache<string, true>;

	constructor(@inject(DI_TOKENS.Clock) clock: Clock) {
		// No resolution: it would keep a moment by a timer of its own.
		this.#until = new LRUCache({ max: REMEMBERED, ttlResolution: 0, perf: clock });
	}

	/** Begins a cooldown; returns 0, or the milliseconds that are left of the one that runs already. */
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

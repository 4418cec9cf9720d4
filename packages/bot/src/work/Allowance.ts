import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock/index.js';

const REMEMBERED = 50_000;

/** How much work a user or guild may ask for. */
export interface AllowanceTerms {
	/** At once, after a rest. */
	readonly most: number;
	/** How much comes back each second. */
	readonly perSecond: number;
}

interface Account {
	/** In thousandths, which come back in whole milliseconds: sums of fractions would never be exact. */
	readonly left: number;
	/** Epoch milliseconds. */
	readonly at: number;
}

/**
 * The allowance of each user or guild: it is used up, and comes back with time. It is lost at a restart, which does no
 * harm.
 */
export class Allowance {
	/** An account that was unused for long is full, and is evicted first. */
	readonly #accounts = new LRUCache<string, Account>({ max: REMEMBERED });

	constructor(
		private readonly clock: Clock,
		private readonly terms: AllowanceTerms,
	) {}

	/** Milliseconds until so much is available; 0 if it already is. */
	waitMs(key: string, cost: number): number {
		const lacking = Math.min(cost, this.terms.most) * 1000 - this.#left(key);
		return lacking <= 0 ? 0 : Math.ceil(lacking / this.terms.perSecond);
	}

	/** Uses so much up, even if it is not available: check {@link waitMs} first. */
	take(key: string, cost: number): void {
		this.#accounts.set(key, { left: this.#left(key) - cost * 1000, at: this.clock.now() });
	}

	#left(key: string): number {
		const { most, perSecond } = this.terms;
		const account = this.#accounts.get(key);
		if (!account) return most * 1000;
		// A clock that was set back gives nothing and takes nothing.
		const ms = Math.max(0, this.clock.now() - account.at);
		return Math.min(most * 1000, account.left + ms * perSecond);
	}
}

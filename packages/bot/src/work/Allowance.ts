import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock/index.js';

const REMEMBERED = 50_000;

/** How much work somebody may ask for. */
export interface AllowanceTerms {
	/** At once, after a rest. */
	readonly most: number;
	/** What comes back in each second. */
	readonly perSecond: number;
}

interface Account {
	/** In thousandths, which come back as whole numbers of milliseconds go by: sums of fractions would never be even. */
	readonly left: number;
	/** Epoch milliseconds. */
	readonly at: number;
}

/** What each may ask for, of users or of guilds: it is used up, and comes back with time. Lost at a restart, which harms nobody. */
export class Allowance {
	/** An account that was not used for long is full, and forgotten first. */
	readonly #accounts = new LRUCache<string, Account>({ max: REMEMBERED });

	constructor(
		private readonly clock: Clock,
		private readonly terms: AllowanceTerms,
	) {}

	/** Milliseconds until so much is there; 0 where it is. */
	waitMs(key: string, cost: number): number {
		const lacking = Math.min(cost, this.terms.most) * 1000 - this.#left(key);
		return lacking <= 0 ? 0 : Math.ceil(lacking / this.terms.perSecond);
	}

	/** Uses so much up, also where it is not there: look at {@link waitMs} first. */
	take(key: string, cost: number): void {
		this.#accounts.set(key, { left: this.#left(key) - cost * 1000, at: this.clock.now() });
	}

	#left(key: string): number {
		const { most, perSecond } = this.terms;
		const account = this.#accounts.get(key);
		if (!account) return most * 1000;
		// A clock that was set back gives nothing, and takes nothing.
		const ms = Math.max(0, this.clock.now() - account.at);
		return Math.min(most * 1000, account.left + ms * perSecond);
	}
}

import type { Clock } from '../clock/index.js';

/**
 * If nobody looked at the clock for so long, this process stood still or the clock was changed, and nothing was
 * watched.
 */
const STANDSTILL_MS = 90_000;
/** If a clock is corrected by less, its time stands still here until it has caught up. */
const SET_BACK_MS = 2_000;

/** The time of the watch, which never goes back by itself, in epoch milliseconds. */
export class WatchTime {
	#last: number | undefined;

	constructor(private readonly clock: Clock) {}

	/** The time of the last look. */
	get last(): number {
		return this.#last ?? this.clock.now();
	}

	/** Looks at the clock, and says whether it has leapt since the last look. */
	look(): { readonly at: number; readonly isLeap: boolean } {
		const now = this.clock.now();
		const { last } = this;
		const isSetBack = now < last - SET_BACK_MS;
		this.#last = isSetBack ? now : Math.max(now, last);
		return { at: this.#last, isLeap: isSetBack || now > last + STANDSTILL_MS };
	}

	/** Begins again: earlier looks do not matter. */
	reset(): number {
		this.#last = this.clock.now();
		return this.#last;
	}
}
